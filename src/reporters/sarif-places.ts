import type { LogicalLocation, Region, Location as SarifLocation } from 'sarif';
import type { Gap } from '../model/inventory.ts';
import type { Location, Quote, Subject } from '../report.ts';
import { clip } from './escape.ts';
import { typeOf } from './place.ts';

const LINE = 2_000;
const NAME = 1_000;

const LONE_SURROGATES = /\p{Cs}/gu;

const segment = (text: string): string => encodeURIComponent(text.replace(LONE_SURROGATES, '\ufffd'));

/**
 * A path as a relative URI reference. What leads out of the working directory or begins at the root of the file system has no place in
 * a repository: only the rest of it is kept, as SARIF's readers refuse the file otherwise.
 */
export const uriOf = (file: string): string =>
  file
    .split('/')
    .filter((part) => part !== '' && part !== '.' && part !== '..')
    .map(segment)
    .join('/') || '.';

/** Something that has no file: stable, so that an alert stays the same alert. */
const pseudoPath = (subject: Subject): string => {
  const { service, kind } = typeOf(subject);
  const parts = service === undefined ? [kind] : ['aws', subject.account ?? 'unknown', subject.region ?? 'global', service];
  return uriOf([...parts, subject.id].join('/'));
};

const positive = (value: number): number => Math.max(1, value);

/** The lines and columns of a location; an end that lies before the start is left out. */
const regionOf = (location: Location, quote: Quote): Region => {
  const { startLine, startColumn, endLine, endColumn } = location;
  const start = { startLine: positive(startLine), startColumn: positive(startColumn) };
  const sound = endLine > startLine || (endLine === startLine && endColumn >= startColumn);
  const line = endLine === startLine ? quote(location.file, startLine)?.slice(startColumn - 1, endColumn - 1) : undefined;
  return {
    ...start,
    ...(sound ? { endLine: positive(endLine), endColumn: positive(endColumn) } : {}),
    ...(line === undefined || line === '' ? {} : { snippet: { text: line.slice(0, LINE) } }),
  };
};

const logicalLocation = ({ type, id, arn, construct }: Subject): LogicalLocation => ({
  name: clip(id, NAME),
  fullyQualifiedName: clip(arn ?? construct ?? id, NAME),
  kind: type.includes('::') ? 'resource' : type,
});

/** A place in SARIF's terms: the file and lines if there are any, else a path that stands for the resource. */
export const locationOf = (subject: Subject, location: Location | null, quote: Quote): SarifLocation => ({
  physicalLocation:
    location === null
      ? { artifactLocation: { uri: pseudoPath(subject) }, region: { startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 } }
      : { artifactLocation: { uri: uriOf(location.file) }, region: regionOf(location, quote) },
  ...(subject.id === '' ? {} : { logicalLocations: [logicalLocation(subject)] }),
});

/** The place of a gap, if it is in a file. */
export const gapLocation = ({ file, line, column }: Gap['scope']): SarifLocation | undefined =>
  file === undefined
    ? undefined
    : {
        physicalLocation: {
          artifactLocation: { uri: uriOf(file) },
          ...(line === undefined
            ? {}
            : { region: { startLine: positive(line), ...(column === undefined ? {} : { startColumn: positive(column) }) } }),
        },
      };
