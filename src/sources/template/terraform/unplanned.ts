import { posix } from 'node:path';
import type { Gap } from '../../../model/inventory.ts';
import type { Candidate } from '../../discover.ts';
import type { Files } from '../files.ts';
import { gapAt } from '../gap.ts';
import { type Folder, foldersOf, type Known } from './configuration.ts';
import { tableOf } from './tables/index.ts';

/** How much of what a folder declares and a plan knows has to be the same for the plan to be the folder's: it may be a little old. */
const LEAST_ALIKE = 0.5;
/** So many of what is new is said by name. */
const SHOWN = 5;

const likeness = ({ declared }: Folder, { names }: Known): number => {
  const shared = [...names].filter((name) => declared.has(name)).length;
  // Neither may make anything.
  if (names.size + declared.size === 0) return 1;
  return shared / Math.max(1, names.size + declared.size - shared);
};

const isWithin = (folder: string, file: string): boolean => folder === '.' || file.startsWith(`${folder}/`);

/**
 * The folder that each plan was made of. What it knows of its configuration decides; where folders are alike in that, the one that it lies
 * in, else the one after which it is called, else one that has no plan yet.
 */
const folderByPlan = (folders: ReadonlyMap<string, Folder>, plans: readonly Known[]): ReadonlyMap<Known, string> => {
  const found = new Map<Known, string>();
  for (const plan of plans) {
    const rated = [...folders].map(([name, folder]) => ({ name, alike: likeness(folder, plan) }));
    const most = Math.max(0, ...rated.map(({ alike }) => alike));
    if (most < LEAST_ALIKE) continue;
    const names = rated.filter(({ alike }) => alike === most).map(({ name }) => name);
    const around = names.filter((name) => isWithin(name, plan.file)).sort((a, b) => b.length - a.length);
    const called = names.filter((name) => plan.file.split(/[/._-]/).includes(posix.basename(name)));
    const without = names.filter((name) => ![...found.values()].includes(name));
    const [folder] = [...around, ...called, ...without, ...names];
    if (folder !== undefined) found.set(plan, folder);
  }
  return found;
};

/** What a folder declares and its newest plan does not know: it was made before that was written. */
const outdated = ({ declared }: Folder, plans: readonly Known[]): readonly Gap[] => {
  const relevant = [...declared].filter(([name]) => name.startsWith('aws_') || name.startsWith('module.'));
  const missing = plans.map((plan) => relevant.filter(([name, { counted }]) => !plan.names.has(name) && (plan.whole || !counted)));
  const least = missing.reduce((a, b) => (b.length < a.length ? b : a));
  const [first] = least;
  const plan = plans[missing.indexOf(least)];
  if (first === undefined || plan === undefined) return [];
  const names = least.slice(0, SHOWN).map(([name]) => name);
  const rest = least.length > SHOWN ? ` and ${least.length - SHOWN} more` : '';
  const tables = least.map(([name]) => tableOf(name.split('.')[0] as string));
  const types = tables.flatMap((table) =>
    table === undefined ? [] : [table.type, ...(table.policy === undefined ? [] : [table.policy.type])],
  );
  const isModule = least.some(([name]) => name.startsWith('module.'));
  const message = `${plan.file} does not know ${names.join(', ')}${rest}: plan again`;
  return [gapAt(first[1].span, 'stale', message, isModule ? undefined : [...new Set(types)])];
};

/**
 * The folders of configuration that no plan says anything of, or that have gained resources since: one gap for each that is not a module of
 * another. `plans` are what plans and states know.
 */
export const unplanned = (candidates: readonly Candidate[], plans: readonly Known[], files: Files): readonly Gap[] => {
  const all = foldersOf(candidates, files);
  const called = new Set([...all].flatMap(([name, { calls }]) => calls.filter((call) => call !== name)));
  const reachesAws = (name: string, seen: Set<string>): boolean => {
    const folder = all.get(name);
    if (folder === undefined || seen.has(name)) return false;
    seen.add(name);
    return folder.aws || folder.calls.some((call) => reachesAws(call, seen));
  };
  const roots = new Map([...all].filter(([name]) => !called.has(name) && reachesAws(name, new Set())));
  const byPlan = folderByPlan(roots, plans);
  return [...roots].flatMap(([name, folder]): readonly Gap[] => {
    const own = [...byPlan].flatMap(([plan, planned]) => (planned === name ? [plan] : []));
    if (own.length > 0) return outdated(folder, own);
    return [
      {
        source: 'template',
        scope: { file: folder.files.find((file) => posix.basename(file) === 'main.tf') ?? (folder.files[0] as string) },
        reason: 'not-planned',
        message: `The Terraform configuration of ${name === '.' ? 'this folder' : name} is not read: it has no plan, which \`terraform plan -out=p && terraform show -json p > plan.json\` makes there`,
      },
    ];
  });
};
