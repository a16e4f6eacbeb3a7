import type { Candidate } from '../discover.ts';

const EXTENSION = /\.(?:ya?ml|json|template|tf|tofu)$|(?:^|\/)serverless\.[cm]?[jt]s$/i;
/** npm's manifests lie in every project, and are never templates. */
const MANIFEST = /(?:^|\/)package\.json$/;

/** Whether a file may be a template, or belong to one, by its name. What reads templates is loaded only where one may be. */
export const maybeTemplate = ({ file, explicit }: Candidate): boolean => explicit || (EXTENSION.test(file) && !MANIFEST.test(file));
