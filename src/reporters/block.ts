import type { CheckDescription, Location, RenderOptions, ReportedFinding, Subject } from '../report.ts';
import { clip } from './escape.ts';
import type { Group } from './group.ts';
import { widthOf, wrap } from './layout.ts';
import type { Palette } from './palette.ts';
import { inAccount, inFile, propertyOf, typeOf, wayTo } from './place.ts';
import { type Frame, type Mark, snippet } from './snippet.ts';

/** What every part of the terminal report knows. */
export interface Canvas {
  readonly width: number;
  readonly palette: Palette;
  readonly options: RenderOptions;
  readonly checks: ReadonlyMap<string, CheckDescription>;
  /** Whether places name the account: where there are several. */
  readonly accounts: boolean;
}

/** Names of audited things are cut at this length. */
export const NAME = 200;
const TEXT = 2_000;
const OTHERS = 20;
const RELATED = 12;

/** Paths, names, addresses: where something is, in a few words. */
export const placeOf = (location: Location | null, subject: Subject, canvas: Canvas): string =>
  location === null ? clip(inAccount(subject, canvas.accounts), NAME) : clip(inFile(location), NAME);

/** A link that terminals without links show as its text (https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda). */
const link = (text: string, url: string): string => `\u001b]8;;${url}\u001b\\${text}\u001b]8;;\u001b\\`;

const isAddress = (url: string): boolean => /^https?:\/\/[\x21-\x7e]+$/.test(url);

/** Text after a mark such as `= fix:`, wrapped below itself. */
export const noted = (mark: string, text: string, canvas: Canvas, paint: (mark: string) => string): readonly string[] => {
  const indent = widthOf(mark) + 1;
  // Below a long mark, or on a narrow screen, a hanging indentation would leave too little.
  const hanging = indent <= Math.min(16, canvas.width / 2) ? indent : 4;
  return wrap(text, canvas.width - hanging, canvas.width - indent).map((line, index) =>
    index === 0 ? `${paint(mark)} ${line}`.trimEnd() : `${' '.repeat(hanging)}${line}`,
  );
};

const header = ({ first, others }: Group, canvas: Canvas): readonly string[] => {
  const { palette, checks, options } = canvas;
  const id = clip(first.check, NAME);
  const count = others.length === 0 ? '' : ` (${others.length + 1}×)`;
  const start = `${first.severity}[${id}]:`;
  const paint = palette.severity[first.severity];
  const url = checks.get(first.check)?.references.find(isAddress);
  const linked = options.links && url !== undefined ? link(paint(id), url) : paint(id);
  const indent = 4;
  return wrap(clip(first.title, TEXT) + count, canvas.width - indent, canvas.width - widthOf(start) - 1).map((line, index) =>
    index === 0
      ? `${paint(`${first.severity}[`)}${linked}${paint(']:')} ${palette.bold(line)}`.trimEnd()
      : `${' '.repeat(indent)}${palette.bold(line)}`,
  );
};

/** Something to point at: the finding itself and its related places alike. */
interface Spot {
  readonly label: string;
  readonly subject: Subject;
  readonly path: ReportedFinding['path'];
  readonly location: Location | null;
  readonly primary: boolean;
}

/** The spots of one file, or of one live resource. */
interface Scene {
  readonly spots: readonly [Spot, ...Spot[]];
  readonly quoted: boolean;
}

const scenesOf = (spots: readonly Spot[], canvas: Canvas): readonly Scene[] => {
  const scenes = new Map<string, { spots: [Spot, ...Spot[]]; quoted: boolean }>();
  for (const spot of spots) {
    const { location, subject } = spot;
    const quoted = location !== null && canvas.options.quote(location.file, location.startLine) !== undefined;
    const key = JSON.stringify(
      quoted ? location.file : [location?.file, subject.type, subject.id, subject.arn, subject.account, subject.region],
    );
    const scene = scenes.get(key);
    if (scene === undefined) scenes.set(key, { spots: [spot], quoted });
    else scene.spots.push(spot);
  }
  return [...scenes.values()];
};

/** The line of a file that a spot is on, from its start to its end or to the end of the line. */
const markIn = (line: string, { label, primary, location }: Spot & { readonly location: Location }): Mark => {
  const start = Math.max(0, location.startColumn - 1);
  const end = location.endLine > location.startLine ? line.trimEnd().length : location.endColumn - 1;
  return { line: location.startLine, start, end: Math.max(start + 1, end), label, primary };
};

const draw = ({ spots, quoted }: Scene, canvas: Canvas, frame: Frame): readonly string[] => {
  const { quote } = canvas.options;
  const [{ location, subject }] = spots;
  if (quoted && location !== null) {
    const lines = (line: number) => quote(location.file, line);
    const marks = spots.flatMap((spot) =>
      spot.location === null ? [] : [markIn(lines(spot.location.startLine) ?? '', { ...spot, location: spot.location })],
    );
    return snippet(marks, lines, frame);
  }
  // The text is not at hand: the property stands in for it.
  const { service, kind } = typeOf(subject);
  const texts = spots
    .map(({ path }) => propertyOf(path) || (service === undefined ? subject.id : `${kind}/${subject.id}`))
    .map((text) => text.slice(0, NAME));
  const lines = [...new Set(texts)];
  const marks = spots.map(({ label, primary }, index) => {
    const text = texts[index] ?? '';
    return { line: lines.indexOf(text) + 1, start: 0, end: text.length, label, primary };
  });
  return snippet(marks, (line) => lines[line - 1], { ...frame, numbered: false });
};

/** The name of the subject, unless the evidence or the place already says it. A line of a manifest is about another package, or says it. */
const named = ({ spots: [spot], quoted }: Scene, canvas: Canvas): string => {
  const { location, subject, primary } = spot;
  if (location === null || (subject.id === location.file && !subject.type.includes('::')) || (subject.type === 'package' && !primary))
    return '';
  const line = quoted ? canvas.options.quote(location.file, location.startLine) : undefined;
  if (line?.slice(location.startColumn - 1, location.endColumn - 1).includes(subject.id)) return '';
  return clip(subject.construct ?? subject.id, NAME);
};

const arrow = (scene: Scene, canvas: Canvas, gutter: number): readonly string[] => {
  const { palette, width } = canvas;
  const [spot] = scene.spots;
  const room = width - gutter - 4;
  const margin = ' '.repeat(gutter + 4);
  const place = placeOf(spot.location, spot.subject, canvas);
  const name = named(scene, canvas);
  // The place in a file stays whole, so that a terminal or an editor can open it.
  const [head = '', ...tail] = spot.location === null ? wrap(place, room) : [place];
  const start = `${' '.repeat(gutter)}${palette.gutter('-->')} ${head}`;
  if (name === '') return [start, ...tail.map((line) => margin + line)];
  if (widthOf(place) + 2 + widthOf(name) <= room) return [`${start}  ${palette.dim(name)}`];
  return [start, ...wrap(name, room).map((line) => margin + palette.dim(line))];
};

const also = (others: readonly ReportedFinding[], canvas: Canvas): string[] => {
  const shown = canvas.options.verbose || others.length <= OTHERS + 1 ? others : others.slice(0, OTHERS);
  const rows = shown.map(({ location, subject }) => ({
    place: location === null ? placeOf(null, subject, canvas) : clip(`${location.file}:${location.startLine}`, NAME),
    id: location === null ? '' : clip(subject.construct ?? subject.id, NAME),
  }));
  const column = rows.reduce((most, { place }) => Math.max(most, widthOf(place)), 0);
  const lines = rows.map(({ place, id }) => `${place}${' '.repeat(column - widthOf(place))}  ${canvas.palette.dim(id)}`.trimEnd());
  return shown.length === others.length ? lines : [...lines, `… and ${others.length - shown.length} more`];
};

const isSamePlace = (one: Location, other: Location | null): boolean =>
  one.file === other?.file && one.startLine === other.startLine && one.startColumn === other.startColumn;

/** One block: what is wrong, where, and what to do about it. */
export const block = (group: Group, canvas: Canvas): readonly string[] => {
  const { first, others } = group;
  const { palette, options } = canvas;
  // What stands where the finding stands (a stage that SAM made of the API, and the API) is seen already.
  const elsewhere = first.related.filter(({ location }) => location === null || !isSamePlace(location, first.location));
  const related = options.verbose || elsewhere.length <= RELATED + 1 ? elsewhere : elsewhere.slice(0, RELATED);
  const unshown = elsewhere.length - related.length;
  const spots: readonly Spot[] = [
    { ...first, label: first.message, primary: true },
    ...related.map((place) => ({ ...place, primary: false })),
  ];
  const scenes = scenesOf(spots, canvas);
  const numbers = scenes.filter(({ quoted }) => quoted).flatMap(({ spots }) => spots.map(({ location }) => location?.startLine ?? 0));
  const gutter = String(numbers.reduce((most, line) => Math.max(most, line), 10)).length;
  const frame: Frame = {
    gutter,
    width: canvas.width,
    numbered: true,
    paint: { gutter: palette.gutter, primary: palette.severity[first.severity], related: palette.related },
  };
  const margin = ' '.repeat(gutter);
  const mark = (what: string): string => `${margin} ${palette.gutter('=')} ${palette.bold(`${what}:`)}`;
  const equals = (what: string, text: string): readonly string[] => noted(`${margin} = ${what}:`, text, canvas, () => mark(what));
  const places = also(others, canvas);
  const [place = ''] = places;
  const way = wayTo(first.subject);
  const check = canvas.checks.get(first.check);
  const fix = others.every((other) => other.fix === first.fix) ? first.fix : (check?.fix ?? first.fix);
  const out = [
    ...header(group, canvas),
    ...scenes.flatMap((scene) => [...arrow(scene, canvas, gutter), ...draw(scene, canvas, frame), palette.gutter(`${margin} |`)]),
    ...(unshown === 0 ? [] : equals('also', `${unshown} more related places`)),
    ...(way === undefined ? [] : equals('path', clip(way, TEXT))),
    ...(places.length === 1 ? [`${mark('also at')} ${place}`] : []),
    ...(places.length > 1 ? [mark('also at'), ...places.map((line) => `${margin}     ${line}`)] : []),
    ...(first.confidence === 'high' ? [] : equals('confidence', first.confidence)),
    ...(options.verbose && check !== undefined ? equals('why', clip(check.why, TEXT)) : []),
    ...(fix === '' ? [] : equals('fix', clip(fix, TEXT))),
    ...(options.verbose ? (check?.references ?? []).map((url) => `${mark('see')} ${clip(url, NAME)}`) : []),
  ];
  return out;
};
