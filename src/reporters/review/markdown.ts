import type { Review, ReviewedChange } from '../../comparison/review.ts';
import { clip } from '../escape.ts';
import { licenseOf, roleOf, severitiesOf, sidesOf, totalsOf, versionsOf } from './words.ts';

const NAME = 120;
const MESSAGE = 400;
/** GitHub takes comments of 65,536 characters (https://docs.github.com/rest/issues/comments); others take less than a thousand lines. */
const ROWS = 300;

/** Everything but letters, digits, spaces, dashes and slashes as entities, so that nothing of it is Markdown, HTML or the end of a table's cell. */
const entities = (text: string): string =>
  [...text].map((char) => (/[A-Za-z0-9 /-]/.test(char) ? char : `&#${char.codePointAt(0)};`)).join('');

/** As code, where platforms look for no links, no mentions of people and no numbers of issues. */
const code = (text: string): string => `<code>${entities(clip(text, NAME))}</code>`;

/** A sentence, of which everything but plain words and numbers is code. */
const prose = (text: string): string =>
  clip(text, MESSAGE)
    .split(' ')
    .map((word) => {
      const [, plain, end = ''] = /^(.*?)([,;:.]?)$/s.exec(word) ?? [];
      return plain === undefined || /^\(?(?:[A-Za-z]*|\d+(?:\.\d+)*|›)\)?$/.test(plain) ? `${plain ?? ''}${end}` : code(plain) + end;
    })
    .join(' ');

const rowOf = (change: ReviewedChange): string => {
  const versions = versionsOf(change).map(code).join(' → ');
  const remarks = change.remarks.map(({ severity, message }) => `${severity === undefined ? '' : `**${severity}**: `}${prose(message)}`);
  const license = licenseOf(change);
  const role = [roleOf(change), ...(license === undefined ? [] : [code(license)])].filter((text) => text !== '').join(', ');
  return `| ${code(change.name)} | ${change.kind} ${versions} | ${role} | ${remarks.join('<br>')} |`;
};

/** The changes as a comment of a pull request. Nothing of what lockfiles hold can be Markdown in it. */
export const markdown = (review: Review): string => {
  const [base, head] = sidesOf(review);
  const found = severitiesOf(review);
  let room = ROWS;
  const tables = review.lockfiles.map(({ file, changes }) => {
    const shown = changes.slice(0, room);
    room -= shown.length;
    const rest = changes.length - shown.length;
    return [
      `#### ${code(file)}`,
      '',
      `${totalsOf(changes)}`,
      ...(shown.length === 0 ? [] : ['', '| package | change | | |', '| --- | --- | --- | --- |', ...shown.map(rowOf)]),
      ...(rest === 0 ? [] : ['', `… and ${rest} more`]),
    ].join('\n');
  });
  return `${[
    `### Packages: ${code(base)} → ${head === 'the working tree' && review.head === null ? head : code(head)}`,
    found === '' ? (tables.length === 0 ? 'No package changed.' : 'Nothing was found of these changes.') : `Found: ${found}`,
    ...tables,
    ...(review.gaps.length === 0 ? [] : [review.gaps.map(({ message, reason }) => `- gap: ${prose(message ?? reason)}`).join('\n')]),
  ].join('\n\n')}\n`;
};
