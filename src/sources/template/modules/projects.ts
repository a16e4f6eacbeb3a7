import { posix } from 'node:path';
import type { Candidate } from '../../discover.ts';
import type { Files, ReadDocument, Refusal } from '../files.ts';
import { member, textOf } from '../node.ts';

/** What `cfn init` leaves in the folder of a module's project. */
const PROJECT = '.rpdk-config';
const FRAGMENTS = 'fragments';

/** Whether a file says that its folder is the project of a module. */
export const isProject = ({ file }: Candidate): boolean => posix.basename(file) === PROJECT;

/** Whether a resource is a module: its type says so. */
export const isModule = (type: string): boolean => type.endsWith('::MODULE');

/** The fragment of a module, or why there is none that can be read. */
export type Fragment = { readonly document: ReadDocument } | { readonly refusal: Refusal; readonly path: string };

/** The modules whose projects lie among the files of a run. */
export interface Modules {
  /** The fragment that a type stands for; nothing where no project is about it. */
  fragmentOf(type: string): Fragment | undefined;
}

/**
 * Finds the modules whose projects lie among files. Nothing is read before a template asks for one.
 * https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/modules-structure.html
 */
export const modulesAmong = (candidates: readonly Candidate[], files: Files): Modules => {
  const projects = candidates.filter(isProject);
  let byType: ReadonlyMap<string, readonly Candidate[]> | undefined;
  const typeOf = (project: Candidate): string | undefined => {
    try {
      return textOf(member(files.parse(files.open(project).source).root, 'typeName'));
    } catch (error) {
      // One that cannot be read is the project of no module that is known.
      if (error instanceof Error && 'code' in error) return undefined;
      throw error;
    }
  };
  const known = (): ReadonlyMap<string, readonly Candidate[]> => {
    const found = new Map<string, Candidate[]>();
    for (const project of projects) {
      const type = typeOf(project);
      if (type !== undefined) found.set(type, [...(found.get(type) ?? []), project]);
    }
    byType = found;
    return found;
  };
  return {
    fragmentOf: (type) => {
      const [project, other] = (byType ?? known()).get(type) ?? [];
      if (project === undefined) return undefined;
      const refuse = (message: string): Fragment => ({ path: project.file, refusal: { reason: 'unreadable', message } });
      if (other !== undefined) return refuse(`and ${other.file} are both the project of ${type}`);
      const { source } = files.open(project);
      const names = files.namesBeside(source, FRAGMENTS).filter((name) => /\.(?:json|ya?ml)$/i.test(name));
      const [name] = names;
      if (name === undefined || names.length > 1)
        return refuse(`has ${names.length === 0 ? 'no fragment' : 'more than one fragment'} beside it in ${FRAGMENTS}`);
      const found = files.beside(source, posix.join(FRAGMENTS, name));
      return 'document' in found ? found : { ...found, path: posix.join(posix.dirname(project.file), FRAGMENTS, name) };
    },
  };
};
