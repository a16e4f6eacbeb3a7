import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { AnyCheck } from './check.ts';
import { UserError } from './errors.ts';
import { SEVERITIES } from './severity.ts';

const CONFIDENCES = ['high', 'medium', 'low'];

/**
 * Loads the checks of modules that the user named: a path from the working directory, or a package that is installed there.
 * A module's default export is a check or an array of them. Code of an audited tree is never loaded by itself.
 * Throws a `UserError` that names every module and check that will not do.
 */
export const loadPlugins = async (modules: readonly string[], cwd: string, taken: readonly string[]): Promise<readonly AnyCheck[]> => {
  const ids = new Set(taken);
  const checks: AnyCheck[] = [];
  const problems: string[] = [];
  for (const module of modules) {
    const exported = await importFrom(module, cwd).catch((error: unknown) => {
      problems.push(`${module} cannot be loaded: ${error instanceof Error ? error.message : String(error)}`);
      return undefined;
    });
    if (exported === undefined) continue;
    for (const candidate of [exported].flat()) {
      const problem = problemOf(candidate, ids);
      if (problem !== undefined) problems.push(`${module}: ${problem}`);
      else {
        ids.add((candidate as AnyCheck).id);
        checks.push(candidate as AnyCheck);
      }
    }
  }
  if (problems.length > 0)
    throw new UserError(problems.join('\n'), {
      hint: 'A plugin is a module whose default export is what defineCheck() returns, or an array of those.',
    });
  return checks;
};

const importFrom = async (module: string, cwd: string): Promise<unknown> => {
  const path = resolve(cwd, module);
  const file = existsSync(path) ? path : createRequire(resolve(cwd, 'package.json')).resolve(module);
  const loaded = (await import(pathToFileURL(file).href)) as { readonly default?: unknown };
  if (loaded.default === undefined) throw new Error('it has no default export');
  return loaded.default;
};

const problemOf = (candidate: unknown, taken: ReadonlySet<string>): string | undefined => {
  if (typeof candidate !== 'object' || candidate === null) return 'the default export is no check';
  const check = candidate as Readonly<Record<string, unknown>>;
  const id = check.id;
  if (typeof id !== 'string' || !/^(@?[a-z0-9-]+\/)*[a-z0-9]+(-[a-z0-9]+)*$/.test(id)) return `${JSON.stringify(id)} is no check id`;
  if (taken.has(id)) return `${id} is the id of another check`;
  const wrong = [
    typeof check.title === 'string' ? undefined : 'title',
    typeof check.family === 'string' ? undefined : 'family',
    SEVERITIES.some((severity) => severity === check.severity) ? undefined : 'severity',
    CONFIDENCES.includes(String(check.confidence)) ? undefined : 'confidence',
    Array.isArray(check.sources) ? undefined : 'sources',
    typeof check.subject === 'string' || Array.isArray(check.subject) ? undefined : 'subject',
    typeof check.reads === 'object' && check.reads !== null ? undefined : 'reads',
    typeof check.docs === 'object' && check.docs !== null ? undefined : 'docs',
    typeof check.check === 'function' ? undefined : 'check',
  ].filter((name) => name !== undefined);
  return wrong.length === 0 ? undefined : `${id} lacks a proper ${wrong.join(', ')}`;
};
