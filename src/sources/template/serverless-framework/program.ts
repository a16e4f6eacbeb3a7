import type { Gap } from '../../../model/inventory.ts';
import type { SourceFile } from '../../text/source-file.ts';

/** Whether a file is a service that is written as a program. */
export const isProgram = (file: string): boolean => /(?:^|\/)serverless\.[cm]?[jt]s$/i.test(file);

/** A program is never run: what it deploys is not known. */
export const programOf = ({ file, text }: SourceFile): { readonly gap: Gap } | undefined => {
  if (!/\bservice\b/.test(text) || !/\bprovider\b/.test(text)) return undefined;
  const message = `The service of ${file} is not read, as it is a program: \`npx serverless package\` writes the template that it makes to .serverless`;
  return { gap: { source: 'template', scope: { file, line: 1, column: 1 }, reason: 'not-packaged', message } };
};
