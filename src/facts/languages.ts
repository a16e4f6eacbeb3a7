import type { Languages } from './facts.ts';
import table from './languages.json' with { type: 'json' };

const LANGUAGES: Readonly<Record<string, Readonly<Record<string, string | null>>>> = table.languages;
const IMAGES: Readonly<Record<string, string>> = table.images;

/** What images and buildspecs call a language beside its own name. */
const ALIASES: Readonly<Record<string, string>> = { node: 'nodejs', go: 'golang', corretto: 'java' };

/** Languages of which a major version is one release line. */
const BY_MAJOR: ReadonlySet<string> = new Set(['nodejs', 'java']);

const own = <T>(map: Readonly<Record<string, T>>, key: string): T | undefined => (Object.hasOwn(map, key) ? map[key] : undefined);

/** The end of life of language releases and of CodeBuild's images, as it was known on the table's date. */
export const languages: Languages = {
  asOf: table.asOf,
  knows: (name) => Object.hasOwn(LANGUAGES, own(ALIASES, name) ?? name),
  endOf: (name, version) => {
    const language = own(ALIASES, name) ?? name;
    const releases = own(LANGUAGES, language);
    const [, major, minor] = /^(?:corretto)?(\d+)(?:\.(\d+))?(?:\.|$)/.exec(version) ?? [];
    if (releases === undefined || major === undefined) return undefined;
    const [release] = BY_MAJOR.has(language)
      ? [major]
      : [minor === undefined ? (language === 'dotnet' ? `${major}.0` : major) : `${major}.${minor}`];
    return release === undefined ? undefined : own(releases, release);
  },
  imageEndOf: (name) => own(IMAGES, name.replace(/^amazonlinux2-/, 'amazonlinux-').replace(/(:\d+\.\d+)-.*$/, '$1')),
};
