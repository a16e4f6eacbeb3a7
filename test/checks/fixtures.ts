import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defaultSettings, type Settings } from '../../src/config.ts';

const ROOT = new URL('../../fixtures/checks/', import.meta.url).pathname;

/** What a comment of a fixture expects on its line. */
export interface Expected {
  readonly kind: 'flagged' | 'undetermined';
  readonly line: number;
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

/** Every fixture: `fixtures/checks/<id>/<outcome>[-<case>].yaml`. */
export const fixtures: readonly Fixture[] = readdirSync(ROOT, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .flatMap(({ name: check }) =>
    readdirSync(join(ROOT, check)).map((name) => {
      const path = join(ROOT, check, name);
      const text = readFileSync(path, 'utf8');
      const given = /^# settings: (.+)$/m.exec(text)?.[1];
      return {
        check,
        file: `fixtures/checks/${check}/${name}`,
        path,
        name,
        text,
        settings: { ...defaultSettings, ...(given === undefined ? {} : (JSON.parse(given) as Partial<Settings>)) },
        expected: text.split('\n').flatMap((line, index): readonly Expected[] => {
          const match = COMMENT.exec(line);
          return match === null
            ? []
            : [{ kind: match[1] as Expected['kind'], line: index + 1, traits: match[2]?.split(', ') ?? [], part: match[3] as string }];
        }),
      };
    }),
  );
