import type { Candidate } from '../discover.ts';
import { realOf } from '../tree.ts';

const EXTENSION = /\.(?:ya?ml|json|template|tf|tofu)$|(?:^|\/)serverless\.[cm]?[jt]s$/i;
/** npm's manifests lie in every project, and are never templates. */
const MANIFEST = /(?:^|\/)package\.json$/;

/** Whether a file may be a template, or belong to one, by its name. What reads templates is loaded only where one may be. */
export const maybeTemplate = ({ file, explicit }: Candidate): boolean => explicit || (EXTENSION.test(file) && !MANIFEST.test(file));

/** A link that the user names beside the file that it leads to is that file. */
export const eachFileOnce = (candidates: readonly Candidate[]): readonly Candidate[] => {
  const paths = new Set(candidates.map(({ path }) => path));
  return candidates.filter(({ path, explicit }) => {
    const real = explicit ? (realOf(path) ?? path) : path;
    if (real === path) return true;
    const first = !paths.has(real);
    paths.add(real);
    return first;
  });
};
