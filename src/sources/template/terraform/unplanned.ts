import { posix } from 'node:path';
import type { Gap } from '../../../model/inventory.ts';
import type { Candidate } from '../../discover.ts';
import type { Files } from '../files.ts';

/** What Terraform and OpenTofu take for configuration. */
const CONFIGURATION = /\.(?:tf|tofu)(?:\.json)?$/;

const LOCAL_MODULE = /\bsource"?[ \t]{0,20}[=:][ \t]{0,20}"(\.\.?\/[^"\r\n]{1,500})"/g;
const AWS = /\baws(?:_|\b)/;

interface Folder {
  readonly files: readonly string[];
  readonly aws: boolean;
  /** The folders whose modules it calls. */
  readonly calls: readonly string[];
}

/** Whether a file is configuration, which says what there is only once it is planned. */
export const isConfiguration = ({ file }: Candidate): boolean => CONFIGURATION.test(file);

/** What a file says; one that cannot be read may be about AWS. */
const textOf = (candidate: Candidate, files: Files): string => {
  try {
    const { source } = files.open(candidate);
    files.forget(source);
    return source.text;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    return 'aws';
  }
};

const foldersOf = (candidates: readonly Candidate[], files: Files): ReadonlyMap<string, Folder> => {
  const folders = new Map<string, Folder>();
  for (const candidate of candidates.filter(isConfiguration)) {
    const name = posix.dirname(candidate.file);
    const text = textOf(candidate, files);
    const there = folders.get(name);
    folders.set(name, {
      files: [...(there?.files ?? []), candidate.file],
      aws: there?.aws === true || AWS.test(text),
      calls: [
        ...(there?.calls ?? []),
        ...[...text.matchAll(LOCAL_MODULE)].map(([, path]) => posix.join(name, path as string).replace(/\/$/, '')),
      ],
    });
  }
  return folders;
};

/**
 * The folders of configuration that no plan says anything of: one gap for each that is not a module of another.
 * `plans` are the files of plans and states.
 */
export const unplanned = (candidates: readonly Candidate[], plans: readonly string[], files: Files): readonly Gap[] => {
  const folders = foldersOf(candidates, files);
  const called = new Set([...folders].flatMap(([name, { calls }]) => calls.filter((call) => call !== name)));
  const reachesAws = (name: string, seen: Set<string>): boolean => {
    const folder = folders.get(name);
    if (folder === undefined || seen.has(name)) return false;
    seen.add(name);
    return folder.aws || folder.calls.some((call) => reachesAws(call, seen));
  };
  const isPlanned = (name: string): boolean => plans.some((plan) => name === '.' || plan.startsWith(`${name}/`));
  return [...folders]
    .filter(([name]) => !called.has(name) && !isPlanned(name) && reachesAws(name, new Set()))
    .map(([name, folder]) => ({
      source: 'template',
      scope: { file: folder.files.find((file) => posix.basename(file) === 'main.tf') ?? (folder.files[0] as string) },
      reason: 'not-planned',
      message: `The Terraform configuration of ${name === '.' ? 'this folder' : name} is not read: it has no plan, which \`terraform plan -out=p && terraform show -json p > plan.json\` makes there`,
    }));
};
