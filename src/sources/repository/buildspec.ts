import type { RepositoryFormat } from './format.ts';

/** What CodeBuild runs: https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html */
export const buildspec: RepositoryFormat = {
  type: 'buildspec',
  format: 'buildspec',
  is: (path) => /(?:^|\/)buildspec[^/]*\.ya?ml$/.test(path),
  read: (source, parse) => (/^["']?phases["']?[ \t]*:/m.test(source.text) ? parse(source) : undefined),
  // What it takes of Secrets Manager and the parameter store it takes by name.
  secrets: new Set(['variables']),
};
