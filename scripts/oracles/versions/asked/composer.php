<?php
// How Composer compares pairs of versions: a JSON file of pairs, answers as JSON.
require 'Composer/Semver/autoload.php';

use Composer\Semver\VersionParser;

$parser = new VersionParser();
$read = function (string $text) use ($parser): ?string {
    try {
        $version = $parser->normalize($text);
    } catch (\UnexpectedValueException $invalid) {
        return null;
    }
    // A branch is no version, whatever number it is given.
    return strpos($version, 'dev-') === 0 || strpos($version, '9999999') !== false ? null : $version;
};
$answers = [];
foreach (json_decode(file_get_contents($argv[1])) as [$a, $b]) {
    [$left, $right] = [$read($a), $read($b)];
    $early = $left === null ? null : VersionParser::parseStability($left) !== 'stable';
    $answers[] = [$left === null || $right === null ? null : version_compare($left, $right), $early];
}
echo json_encode($answers), "\n";
