import { integrityOf } from '../hashes.ts';
import { pypiName } from '../names.ts';
import { pinnedBy, type Requirement, requirementOf } from '../requirement.ts';
import type { Entry } from '../tree.ts';
import { type Line, linesOf } from './lines.ts';

/** A requirement of a file, and what stands beside it. */
export interface Asking extends Requirement {
  readonly line: Line;
  readonly version: string | undefined;
  readonly source: Entry['source'];
  readonly address: string | undefined;
  readonly integrity: string | undefined;
  /** Who needs it, as pip-compile and uv write it into comments: names, and files (`-r requirements.in`). */
  readonly via: readonly string[];
}

/** A file that another one names. */
export interface Include {
  readonly line: Line;
  readonly path: string;
  readonly isConstraint: boolean;
}

/** What one file says. */
export interface ParsedFile {
  readonly requirements: readonly Asking[];
  readonly includes: readonly Include[];
  /** The registry that it names. */
  readonly index: string | undefined;
  /** Lines for a template engine, requirements of which nobody knows the name, and lines that are none. */
  readonly templated: readonly Line[];
  readonly unnamed: readonly Line[];
  readonly odd: readonly Line[];
  /** A tool made it of what a project asks for: not each line is asked for. */
  readonly isCompiled: boolean;
}

const TEMPLATE = /\{\{|\{%|\{#|<%|\$\{\{/;
const VCS = /^(?:git|hg|svn|bzr)\+|^git@|^git:/i;
const ARCHIVE = /\.(?:whl|zip|tgz|tar(?:\.\w+)?)$/i;
/** Hashes of a version's files make a line long; what is asked for is short. */
const MAX_LINE = 200_000;
const MAX_WANTED = 2_000;
/** An option and its value: `-r file`, `-rfile`, `--requirement=file`. */
const OPTION = /^(--?[A-Za-z][\w-]*?)(?:\s*=\s*|\s+|(?<=^-[rcei]))(.*)$/s;
/** Options that bring in no package: https://pip.pypa.io/en/stable/reference/requirements-file-format/#global-options */
const SETTING =
  /^(?:-[fZ](?=[\s./h]|$)|--(?:(?:extra-)?index-url|pypi-url|no-index|find-links|no-binary|only-binary|prefer-binary|require-hashes|pre|trusted-host|use-feature|always-unzip|allow-\w+|process-dependency-links|(?:no-)?use-wheel|(?:install|global)-option|config-settings?|no-deps|upgrade|no-build-isolation)(?=[\s=]|$))/;

/** Name and version of a wheel by its file's name: https://packaging.python.org/en/latest/specifications/binary-distribution-format/ */
const wheel = (path: string) =>
  /(?:^|[\\/])([A-Za-z0-9_.]+)-([A-Za-z0-9_.!+%]+)(?:-\d[^-/\\]*)?-[^-/\\]+-[^-/\\]+-[^-/\\]+\.whl$/.exec(path);

/** The values of an option: `--hash=sha256:…`, or with a space. */
const valuesOf = (options: string, name: string): readonly string[] =>
  [...options.matchAll(new RegExp(String.raw`(?:^|\s)--${name}(?:\s*=\s*|\s+)(\S+)`, 'g'))].map((match) => match[1] ?? '');

const kindOf = (address: string): Entry['source'] => {
  if (VCS.test(address)) return 'git';
  if (/^https?:/i.test(address)) return 'url';
  return ARCHIVE.test(address.replace(/#.*$/s, '')) ? 'file' : 'link';
};

/** Whether something is a place rather than a name. */
const isAddress = (text: string): boolean =>
  !/^(?!git@)[A-Za-z0-9][\w.-]*\s*(?:\[[^\]]*\])?\s*@/.test(text) &&
  (/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ||
    VCS.test(text) ||
    /^file:/i.test(text) ||
    /^[.~/\\]|^[a-z]:[\\/]/i.test(text) ||
    ARCHIVE.test(text) ||
    /^[\w.-]+[\\/]/.test(text));

/** A part of an address's fragment: `#egg=name&subdirectory=python`. */
const fragment = (address: string, key: string): string | undefined => {
  const at = address.indexOf('#');
  const parts = at < 0 ? [] : address.slice(at + 1).split('&');
  return parts.find((part) => part.startsWith(`${key}=`))?.slice(key.length + 1);
};

/** What a place leads to: named by itself (`#egg=name`), by a wheel's file, or a folder by its own name. */
const addressed = (text: string): (Requirement & { readonly version?: string }) | undefined => {
  const marker = text.search(/\s;/);
  const url = marker < 0 ? text : text.slice(0, marker).trim();
  const [bare = ''] = url.split(/[#?]/, 1);
  const path = bare.endsWith(']') && bare.includes('[') ? bare.slice(0, bare.lastIndexOf('[')) : bare;
  const file = wheel(path);
  if (file?.[1] !== undefined && file[2] !== undefined)
    return { name: pypiName(file[1]), extras: [], url, version: file[2].replaceAll('%2B', '+') };
  const egg = requirementOf(fragment(url, 'egg') ?? '');
  if (egg !== undefined) return { name: egg.name, extras: egg.extras, url };
  const folder = kindOf(path) === 'link' ? /([A-Za-z0-9][A-Za-z0-9._-]*)[\\/]*$/.exec(path)?.[1] : undefined;
  return folder === undefined ? undefined : { name: pypiName(folder), extras: [], url };
};

/** The items of `# via a, b` and of the lines below it. */
const viaIn = (comments: readonly string[]): readonly string[] => {
  const via: string[] = [];
  let within = false;
  for (const comment of comments) {
    const begun = /^\s*via\b:?(.*)$/s.exec(comment)?.[1];
    if (begun !== undefined) within = true;
    if (within)
      via.push(
        ...(begun ?? comment)
          .split(',')
          .map((item) => item.trim())
          .filter((item) => item !== ''),
      );
  }
  return via;
};

/** Reads the text of a file of requirements or constraints. */
export const parseFile = (text: string): ParsedFile => {
  const requirements: Asking[] = [];
  const includes: Include[] = [];
  const [templated, unnamed, odd]: [Line[], Line[], Line[]] = [[], [], []];
  let index: string | undefined;
  const lines = linesOf(text);

  const requirement = (line: Line, given: string, comments: readonly string[]): void => {
    const at = /(?:^|\s)--?[A-Za-z]/.exec(given)?.index ?? given.length;
    const [wanted, options] = [given.slice(0, at).trim(), given.slice(at)];
    if (wanted.length > MAX_WANTED) return void odd.push(line);
    const isPlace = isAddress(wanted);
    // The folder of the file itself is the project, not a package of it.
    if (isPlace && /^\.?[\\/]?(?:\[[^\]]*\])?$/.test(wanted)) return;
    const found: (Requirement & { readonly version?: string }) | undefined = isPlace
      ? addressed(wanted)
      : requirementOf(wanted.replace(/#.*$/s, ''));
    if (found === undefined) return void (isPlace ? unnamed : odd).push(line);
    const hashes = ['sha256', 'sha384', 'sha512'].flatMap((algorithm) => {
      const hex = fragment(found.url ?? '', algorithm);
      return hex === undefined ? [] : [`${algorithm}:${hex}`];
    });
    const source = found.url === undefined ? 'registry' : kindOf(found.url);
    requirements.push({
      ...found,
      line,
      version: found.version ?? pinnedBy(found.spec),
      source,
      address: source === 'link' ? undefined : found.url,
      integrity: integrityOf([...valuesOf(options, 'hash'), ...hashes]),
      via: viaIn(comments),
    });
  };

  const seen = new Set<string>();
  for (const [number, line] of lines.entries()) {
    // What a line said once the same line says no better.
    if (line.text === '' || seen.has(line.text)) continue;
    seen.add(line.text);
    if (TEMPLATE.test(line.text)) {
      templated.push(line);
      continue;
    }
    if (line.text.length > MAX_LINE) {
      odd.push(line);
      continue;
    }
    const [, name = '', rest = ''] = OPTION.exec(line.text) ?? [];
    const comments = [...line.comments];
    // Comments of the next lines belong to it, up to one that is blank or more.
    for (let next = number + 1; lines[next]?.text === '' && (lines[next]?.comments.length ?? 0) > 0; next += 1)
      comments.push(...(lines[next]?.comments ?? []));
    const value = rest.trim().replace(/^(["'])(.*)\1$/s, '$2');
    const [taken] = ['requirement', 'constraint', 'editable', 'index-url'].filter((long) => name === `--${long}` || name === `-${long[0]}`);
    if (!line.text.startsWith('-')) requirement(line, line.text, comments);
    else if (taken === undefined ? !SETTING.test(line.text) : value === '') odd.push(line);
    else if (taken === 'editable') requirement(line, value, comments);
    else if (taken === 'index-url') index = value;
    else if (taken !== undefined) includes.push({ line, path: value, isConstraint: taken === 'constraint' });
  }
  const isCompiled = /^#.{0,40}\bautogenerated by (?:pip-compile|uv|pip-compile-multi)|^# generated by rye/m.test(text);
  return { requirements, includes, index, templated, unnamed, odd, isCompiled };
};
