<?php
// Which versions Composer takes for which constraints: a JSON file of pairs, answers as JSON.
require 'Composer/Semver/autoload.php';

use Composer\Semver\Semver;

$answers = [];
foreach (json_decode(file_get_contents($argv[1])) as [$constraint, $version]) {
    try {
        $answers[] = Semver::satisfies($version, $constraint);
    } catch (\UnexpectedValueException $invalid) {
        $answers[] = null;
    }
}
echo json_encode($answers), "\n";
