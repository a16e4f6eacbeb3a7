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
const MAX_LINE = 50_000;

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

/** What a place leads to: named by itself (`#egg=name`), by a wheel's file, or a folder by its own name. */
const addressed = (text: string): (Requirement & { readonly version?: string }) | undefined => {
  const address = (/^(.*?)(?:\s+;.*)?$/s.exec(text)?.[1] ?? text).trim();
  const egg = /#(?:.*&)?egg=([A-Za-z0-9._-]+)(?:\[([^\]]*)\])?/.exec(address);
  const bare = address.replace(/\[[^\]]*\]$/, '').replace(/[#?].*$/s, '');
  const extras = (egg?.[2] ?? '')
    .split(',')
    .filter((extra) => extra.trim() !== '')
    .map((extra) => pypiName(extra.trim()));
  const file = wheel(bare);
  if (file?.[1] !== undefined && file[2] !== undefined)
    return { name: pypiName(file[1]), extras, url: address, version: file[2].replaceAll('%2B', '+') };
  if (egg?.[1] !== undefined) return { name: pypiName(egg[1]), extras, url: address };
  const folder = kindOf(bare) === 'link' ? /([A-Za-z0-9][A-Za-z0-9._-]*)[\\/]*$/.exec(bare)?.[1] : undefined;
  return folder === undefined ? undefined : { name: pypiName(folder), extras, url: address };
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
    const isPlace = isAddress(wanted);
    // The folder of the file itself is the project, not a package of it.
    if (isPlace && /^\.?[\\/]?(?:\[[^\]]*\])?$/.test(wanted)) return;
    const found: (Requirement & { readonly version?: string }) | undefined = isPlace ? addressed(wanted) : requirementOf(wanted);
    if (found === undefined) return void (isPlace ? unnamed : odd).push(line);
    const fragment = /#(?:.*&)?(sha(?:256|384|512)=[0-9a-f]+)/i.exec(found.url ?? '')?.[1];
    const source = found.url === undefined ? 'registry' : kindOf(found.url);
    requirements.push({
      ...found,
      line,
      version: found.version ?? pinnedBy(found.spec),
      source,
      address: source === 'link' ? undefined : found.url,
      integrity: integrityOf([...valuesOf(options, 'hash'), ...(fragment === undefined ? [] : [fragment])]),
      via: viaIn(comments),
    });
  };

  for (const [number, line] of lines.entries()) {
    if (line.text === '') continue;
    if (TEMPLATE.test(line.text)) {
      templated.push(line);
      continue;
    }
    if (line.text.length > MAX_LINE) {
      odd.push(line);
      continue;
    }
    const option = /^(--?[A-Za-z][\w-]*?)(?:\s*=\s*|\s+|(?<=^-[rceif]))(.*)$/s.exec(line.text);
    const comments = [...line.comments];
    // Comments of the next lines belong to it, up to one that is blank or more.
    for (let next = number + 1; lines[next]?.text === '' && (lines[next]?.comments.length ?? 0) > 0; next += 1)
      comments.push(...(lines[next]?.comments ?? []));
    if (!line.text.startsWith('-')) requirement(line, line.text, comments);
    else if (option !== null) {
      const [, name = '', rest = ''] = option;
      const value = rest.trim().replace(/^(["'])(.*)\1$/s, '$2');
      if (name === '-r' || name === '--requirement') includes.push({ line, path: value, isConstraint: false });
      else if (name === '-c' || name === '--constraint') includes.push({ line, path: value, isConstraint: true });
      else if (name === '-e' || name === '--editable') requirement(line, value, comments);
      else if (name === '-i' || name === '--index-url') index = value;
    }
  }
  const isCompiled = /^#.{0,40}\bautogenerated by (?:pip-compile|uv|pip-compile-multi)|^# generated by rye/m.test(text);
  return { requirements, includes, index, templated, unnamed, odd, isCompiled };
};
