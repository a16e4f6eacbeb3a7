import type { AnyCheck } from '../../src/check.ts';
import type { RawResource } from '../../src/model/inventory.ts';
import type { Quote, ReportedFinding } from '../../src/report.ts';
import { block } from '../../src/reporters/block.ts';
import { paletteOf } from '../../src/reporters/palette.ts';
import { describeCheck } from '../../src/run.ts';
import { collect, judge } from '../../test/checks/audited.ts';
import type { Expected, Fixture } from '../../test/checks/fixtures.ts';
import { type Excerpt, unmarked } from './excerpt.ts';
import { fileExcerpt, filesOf, likest, lockfileExcerpt } from './folder.ts';
import { memberAt, resourceOf } from './template.ts';

/** Something that a check judges, and what the terminal shows of it. */
export interface Example {
  /** The file that it is a part of, where there are several. */
  readonly file?: string;
  readonly excerpt: Excerpt;
  /** The settings under which it is judged, where they are not the usual ones, as JSON. */
  readonly settings?: string;
}

export interface Examples {
  readonly flagged: Example & { readonly says: readonly string[] };
  readonly clean: Example | undefined;
}

/** What templates are called in the examples. */
const TEMPLATE = 'template.yaml';
const WIDTH = 100;

/** The block of the terminal report for one finding, without colour. */
const saysOf = (check: AnyCheck, finding: ReportedFinding, quote: Quote): readonly string[] =>
  block(
    { first: finding, others: [] },
    {
      width: WIDTH,
      palette: paletteOf(false),
      options: { quote, color: false, width: WIDTH, links: false, verbose: false, checks: [] },
      checks: new Map([[check.id, describeCheck(check)]]),
      accounts: false,
    },
  );

const isMeant = (one: Expected, { location, subject, message }: ReportedFinding, folder: boolean): boolean =>
  one.kind === 'flagged' &&
  (!folder || one.file === undefined || one.file === location?.file) &&
  (one.line === undefined || one.line === location?.startLine) &&
  (one.subject === undefined || one.subject === subject.id) &&
  message.includes(one.part);

/** The finding that a fixture expects first. */
const firstOf = ({ file, expected, path }: Fixture, findings: readonly ReportedFinding[]): ReportedFinding => {
  const folder = !/\.(?:yaml|json)$/.test(path);
  for (const one of expected) {
    const finding = findings.find((each) => isMeant(one, each, folder));
    if (finding !== undefined) return finding;
  }
  throw new Error(`${file} has none of the findings that it expects`);
};

const settingsOf = ({ text }: Fixture): Pick<Example, 'settings'> => {
  const settings = /^# settings: (.+)$/m.exec(text)?.[1];
  return settings === undefined ? {} : { settings };
};

/** What an account holds, as an inventory writes it. */
const resourceExcerpt = ({ type, id, properties, ...rest }: RawResource): Excerpt => {
  const { attributes } = rest as { readonly attributes?: unknown };
  return { language: 'json', lines: JSON.stringify({ type, id, properties, attributes }, null, 2).split('\n') };
};

const resourcesIn = (text: string): readonly RawResource[] =>
  (JSON.parse(text) as { readonly resources?: readonly RawResource[] }).resources ?? [];

const inTemplate = (check: AnyCheck, flagged: Fixture, clean: Fixture | undefined, finding: ReportedFinding) => {
  const member = memberAt(flagged.text, finding.location?.startLine ?? 0);
  const whole = { language: 'yaml', lines: flagged.text.trimEnd().split('\n').map(unmarked) };
  return {
    flagged: member?.excerpt ?? whole,
    clean:
      clean === undefined
        ? undefined
        : resourceOf(clean.text, [member?.type, finding.subject.type, ...[check.subject].flat()], member?.excerpt),
  };
};

const inInventory = (flagged: Fixture, clean: Fixture | undefined, { subject }: ReportedFinding) => {
  const bad = resourcesIn(flagged.text).find(({ id }) => id === subject.id);
  if (bad === undefined) throw new Error(`${flagged.file} has no ${subject.id}`);
  const others = clean === undefined ? [] : resourcesIn(clean.text);
  const good = others.find(({ type }) => type === bad.type) ?? others[0];
  return { flagged: resourceExcerpt(bad), clean: good === undefined ? undefined : resourceExcerpt(good) };
};

const inFolder = (flagged: Fixture, clean: Fixture | undefined, { subject, location }: ReportedFinding) => {
  const { type, name = '', version } = subject;
  const files = filesOf(flagged.path);
  const place = location?.file ?? subject.id;
  const file = files.includes(place) ? place : files[0];
  if (file === undefined) throw new Error(`${flagged.file} is empty`);
  const others = clean === undefined ? [] : filesOf(clean.path);
  const other = likest(others, file);
  const lock = 'package-lock.json';
  const entry = (fixture: Fixture, path: string) =>
    type === 'package' && path.endsWith(lock) ? lockfileExcerpt(fixture.path, path, name, version) : undefined;
  return {
    file,
    flagged: entry(flagged, file) ?? fileExcerpt(flagged.path, file, location?.startLine),
    ...(clean === undefined || other === undefined
      ? { clean: undefined }
      : { other, clean: entry(clean, other) ?? fileExcerpt(clean.path, other) }),
  };
};

/** What a check flags and what it passes, from its fixtures `flagged` and `clean`, as the engine judges and the terminal shows them. */
export const examplesOf = async (check: AnyCheck, fixtures: readonly Fixture[]): Promise<Examples> => {
  const named = (outcome: string) => ['.yaml', '.json', ''].flatMap((end) => fixtures.find(({ name }) => name === outcome + end) ?? [])[0];
  const [flagged, clean] = [named('flagged'), named('clean')];
  if (flagged === undefined) throw new Error(`${check.id} has no fixture of what it flags`);
  const isTemplate = flagged.name.endsWith('.yaml');
  const collected = await collect(isTemplate ? { ...flagged, file: TEMPLATE } : flagged);
  const { report, quote } = judge(check, collected, flagged);
  const finding = firstOf(flagged, report.findings);
  const says = saysOf(check, finding, (file, line) => {
    const text = quote(file, line);
    return text === undefined ? undefined : unmarked(text);
  });
  if (isTemplate || flagged.name.endsWith('.json')) {
    const shown = isTemplate ? inTemplate(check, flagged, clean, finding) : inInventory(flagged, clean, finding);
    return {
      flagged: { excerpt: shown.flagged, ...settingsOf(flagged), says },
      clean: clean === undefined || shown.clean === undefined ? undefined : { excerpt: shown.clean, ...settingsOf(clean) },
    };
  }
  const shown = inFolder(flagged, clean, finding);
  return {
    flagged: { file: shown.file, excerpt: shown.flagged, says },
    clean: shown.clean === undefined ? undefined : { ...(shown.other === undefined ? {} : { file: shown.other }), excerpt: shown.clean },
  };
};
