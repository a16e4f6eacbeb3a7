// The implementations that are asked how they order versions, each by a program of its own.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import semver from 'semver';
import { askAbout, has, inFolder, installCrate, installGoModules, installMavenArtifact, installPackaging, output } from '../tools.js';

const asked = (file) => fileURLToPath(new URL(`asked/${file}`, import.meta.url));

/** Lines of two versions, and of answers: for languages without JSON. Versions with a tab or a new line are never drawn. */
const byLines = (command, args) => (pairs) =>
  inFolder((folder) => {
    const file = join(folder, 'pairs.txt');
    writeFileSync(file, pairs.map((pair) => `${pair.join('\t')}\n`).join(''));
    const lines = output(command, [...args, file])
      .split('\n')
      .slice(0, pairs.length);
    return lines.map((line) => [line === '' ? null : Number(line), null]);
  });

const byJson = (command, args) => (pairs) => askAbout(command, args, pairs);

const nodeSemver = (pairs) =>
  pairs.map(([a, b]) => {
    const [left, right] = [semver.parse(a, { loose: true }), semver.parse(b, { loose: true })];
    return [left === null || right === null ? null : semver.compare(left, right), left === null ? null : left.prerelease.length > 0];
  });

/**
 * Who orders an ecosystem's versions, itself (`own`) or as deps.dev reads it. A program that is not on this machine is not asked, which
 * the report says.
 */
export const oraclesOf = (ecosystem) => {
  const depsDev = { name: 'deps.dev', own: false, needs: 'go', ask: () => byJson(installGoModules(asked('main.go')), [ecosystem]) };
  const own = {
    npm: { name: 'node-semver', ask: () => nodeSemver },
    'crates.io': { name: 'the crate semver', needs: 'cargo', ask: () => byLines(installCrate(asked('crate.rs')), []) },
    Go: { name: 'golang.org/x/mod', needs: 'go', ask: () => byJson(installGoModules(asked('main.go')), ['golang.org/x/mod']) },
    PyPI: { name: 'packaging', needs: 'python3', ask: () => byJson(installPackaging(), [asked('pypi.py')]) },
    RubyGems: { name: 'RubyGems', needs: 'ruby', ask: () => byJson('ruby', [asked('rubygems.rb')]) },
    Maven: {
      name: 'maven-artifact',
      needs: 'mvn',
      ask: () => byLines('java', ['-cp', installMavenArtifact(), asked('MavenArtifact.java')]),
    },
    Packagist: { name: 'composer/semver', needs: 'php', ask: () => byJson('php', [asked('composer.php')]) },
  }[ecosystem];
  return [...(own === undefined ? [] : [{ ...own, own: true }]), depsDev].map((oracle) => ({
    ...oracle,
    here: oracle.needs === undefined || has(oracle.needs),
  }));
};
