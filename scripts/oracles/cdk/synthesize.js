// Assemblies of CDK applications of our own, made by the CDK itself: an application is bundled into a script, which synthesizes when it runs.
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { installCdk } from '../tools.js';

/** What the CDK's command line sets, and a script of one's own does not. */
const CONTEXT = { 'aws:cdk:enable-path-metadata': true, 'aws:cdk:enable-asset-metadata': true };

const bundled = async (input, file) => {
  const bundle = await rolldown({ input, platform: 'node', external: [/^aws-cdk-lib/, /^constructs$/], logLevel: 'silent' });
  await bundle.write({ file, format: 'esm', sourcemap: true });
  await bundle.close();
};

/** Synthesizes an application into a folder. `project` is where it runs, as `cdk synth` would. */
export const synthesize = async (input, project, outdir) => {
  // Modules are looked for from where a script lies.
  const folder = await mkdtemp(join(installCdk(), 'app-'));
  try {
    const script = join(folder, 'app.mjs');
    await bundled(input, script);
    const env = { ...process.env, CDK_OUTDIR: outdir, CDK_CONTEXT_JSON: JSON.stringify(CONTEXT) };
    const { status, stderr } = spawnSync(process.execPath, ['--enable-source-maps', script], { cwd: project, env, encoding: 'utf8' });
    if (status !== 0) throw new Error(`${input} cannot be synthesized:\n${stderr}`);
  } finally {
    await rm(folder, { recursive: true });
  }
};
