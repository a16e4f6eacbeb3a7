import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { defaultSettings, type Settings } from '../../src/config.ts';

const ROOT = new URL('../../fixtures/checks/', import.meta.url).pathname;

/** What a comment of a fixture expects on its line, or an inventory of the subject that it names. */
export interface Expected {
  readonly kind: 'flagged' | 'undetermined';
  /** Of a fixture that is a folder: relative to it. */
  readonly file?: string;
  readonly line?: number;
  readonly subject?: string;
  /** A part of the message, or of the reason in words, or its kind. */
  readonly part: string;
  /** What the finding is besides, as `# flagged[critical, low confidence]:` says it: severity, persona, confidence. */
  readonly traits: readonly string[];
}

export interface Fixture {
  readonly check: string;
  /** Relative to the repository. */
  readonly file: string;
  readonly path: string;
  readonly name: string;
  readonly text: string;
  readonly settings: Settings;
  readonly expected: readonly Expected[];
}

const COMMENT = /# (flagged|undetermined)(?:\[([^\]]+)\])?: (.+)$/;

const commented = (text: string): readonly Expected[] =>
  text.split('\n').flatMap((line, index): readonly Expected[] => {
    const match = COMMENT.exec(line);
    return match === null
      ? []
      : [{ kind: match[1] as Expected['kind'], line: index + 1, traits: match[2]?.split(', ') ?? [], part: match[3] as string }];
  });

const ENTRY = /^(flagged|undetermined)(?:\[([^\]]+)\])? (\S+): (.+)$/;

/** An inventory has no comments: what it expects stands beside the resources, each as `flagged Releases: is revoked`. */
const expectedOf = (inventory: { readonly expected?: readonly string[] }): readonly Expected[] =>
  (inventory.expected ?? []).map((entry) => {
    const [, kind, traits, subject, part] = ENTRY.exec(entry) ?? [];
    if (kind === undefined || subject === undefined || part === undefined) throw new Error(`what does ${entry} expect?`);
    return { kind: kind as Expected['kind'], subject, traits: traits?.split(', ') ?? [], part };
  });

const isFolder = (path: string): boolean => statSync(path).isDirectory();

const textOf = (path: string): string => {
  if (!isFolder(path)) return readFileSync(path, 'utf8');
  const expected = join(path, 'expected.json');
  return existsSync(expected) ? readFileSync(expected, 'utf8') : '{}';
};

/** What the configuration of a folder sets, as it stands in its `expected.json`. */
const settingsOf = (text: string): string | undefined => JSON.stringify((JSON.parse(text) as { readonly settings?: unknown }).settings);

/** What the comments in the files of a folder expect. */
const commentedIn = (folder: string): readonly Expected[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !/\.(?:json|lock)$/.test(entry.name))
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort()
    .flatMap((path) => commented(readFileSync(path, 'utf8')).map((one) => ({ ...one, file: relative(folder, path) })));

/**
 * Every fixture: `fixtures/checks/<id>/<outcome>[-<case>].yaml`; an inventory (`.json`) where a check holds for accounts alone; for
 * packages and repositories a folder with the files that belong together, what they expect in comments or in `expected.json`:
 * `{ "expected": ["flagged pkg:npm/a@1.0.0: message"] }`.
 */
export const fixtures: readonly Fixture[] = readdirSync(ROOT, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .flatMap(({ name: check }) =>
    readdirSync(join(ROOT, check)).map((name) => {
      const path = join(ROOT, check, name);
      const text = textOf(path);
      const given = isFolder(path) ? settingsOf(text) : /^# settings: (.+)$/m.exec(text)?.[1];
      return {
        check,
        file: `fixtures/checks/${check}/${name}`,
        path,
        name,
        text,
        settings: { ...defaultSettings, ...(given === undefined ? {} : (JSON.parse(given) as Partial<Settings>)) },
        expected: name.endsWith('.yaml')
          ? commented(text)
          : [...(isFolder(path) ? commentedIn(path) : []), ...expectedOf(JSON.parse(text) as { readonly expected?: readonly string[] })],
      };
    }),
  );
