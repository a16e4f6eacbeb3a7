import type { Gap } from '../../model/inventory.ts';
import type { Candidate } from '../discover.ts';
import { positionOf } from '../text/lines.ts';
import type { SourceFile } from '../text/source-file.ts';
import { cdkManifest } from './cdk/manifest.ts';
import { cdkProject } from './cdk/project.ts';
import { cdkStack } from './cdk/stack.ts';
import { cloudformation } from './cloudformation.ts';
import type { ReadDocument } from './files.ts';
import type { Format, ReadContext, ReadTemplate } from './format.ts';
import { MAX_BYTES } from './parse.ts';
import { serverlessFramework } from './serverless-framework/index.ts';
import { isProgram, programOf } from './serverless-framework/program.ts';
import { terraform } from './terraform/index.ts';

/** Every form that is read; of those that know a document the first. */
const FORMATS: readonly Format[] = [serverlessFramework, cdkProject, cdkManifest, cdkStack, cloudformation, terraform];

/** A file that is a template, or that was meant to be one and could not be read. */
export interface Reading {
  readonly template?: ReadTemplate;
  readonly gap?: Gap;
}

/** Reads a file; nothing where it is no template. Never throws. */
export const read = (candidate: Candidate, context: ReadContext): Reading | undefined => {
  const { file, explicit } = candidate;
  const { files } = context;
  return attempt(file, () => {
    const { source, size } = files.open(candidate);
    const reading = size > MAX_BYTES ? tooLarge(candidate, size, source) : readText(source, explicit, context);
    if (reading === undefined) files.forget(source);
    return reading;
  });
};

/** Whatever goes wrong with a file costs no other its reading. */
const attempt = (file: string, reading: () => Reading | undefined): Reading | undefined => {
  try {
    return reading();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const code = error instanceof Error && 'syscall' in error && 'code' in error ? String(error.code) : undefined;
    const gap = (reason: string, sentence: string): Reading => ({
      gap: { source: 'template', scope: { file }, reason, message: sentence },
    });
    return code === undefined
      ? gap('internal-error', `parapet failed on this file: ${message}`)
      : gap('unreadable', `${file} cannot be read (${code})`);
  }
};

const readText = (source: SourceFile, explicit: boolean, context: ReadContext): Reading | undefined => {
  const { file, text } = source;
  if (isProgram(file)) return programOf(source);
  const means = (): boolean => FORMATS.some((format) => format.means(file, text));
  if (!explicit && !FORMATS.some((format) => format.mayBe(file, text)) && !means()) return undefined;
  const { root, failure } = context.files.parse(source);
  if (failure !== undefined) {
    if (!explicit && !means()) return undefined;
    const { reason, message, offset } = failure;
    return { gap: { source: 'template', scope: { file, ...positionOf(source, offset) }, reason, message } };
  }
  return readDocument({ source, root }, context);
};

/** Reads a document that another template nests. Never throws. */
export const readNested = (document: ReadDocument, context: ReadContext): Reading =>
  attempt(document.source.file, () => readDocument(document, context)) ?? {};

const readDocument = (document: ReadDocument, context: ReadContext): Reading | undefined => {
  const format = FORMATS.find((each) => each.is(document.root, document.source.file));
  return format === undefined ? undefined : { template: format.read(document, context) };
};

/** A file that is too large to be read, of which the beginning is known. */
const tooLarge = ({ file, explicit }: Candidate, size: number, { text }: SourceFile): Reading | undefined => {
  if (!explicit && !FORMATS.some((format) => format.means(file, text))) return undefined;
  const message = `${file} is not read: it has ${Math.round(size / 1e6)} MB, and the limit is ${MAX_BYTES / 1e6} MB`;
  return { gap: { source: 'template', scope: { file }, reason: 'too-large', message } };
};
