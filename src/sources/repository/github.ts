import type { RepositoryFormat } from './format.ts';

/** Values of these may be anything that a team keeps, credentials among them. */
const VALUES: ReadonlySet<string> = new Set(['env', 'with', 'secrets']);

/** GitHub Actions workflows: https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax */
export const workflow: RepositoryFormat = {
  type: 'workflow',
  format: 'github-workflow',
  is: (path) => /^\.github\/workflows\/[^/]+\.ya?ml$/.test(path),
  read: (source, parse) => parse(source),
  secrets: VALUES,
};

/** Actions of the repository's own: https://docs.github.com/actions/reference/workflows-and-actions/metadata-syntax */
export const action: RepositoryFormat = {
  type: 'action',
  format: 'github-action',
  is: (path) => /(?:^|\/)action\.ya?ml$/.test(path),
  // Others call files so as well.
  read: (source, parse) => (/^runs[ \t]*:/m.test(source.text) ? parse(source) : undefined),
  secrets: VALUES,
};

/** Dependabot's configuration: https://docs.github.com/code-security/reference/supply-chain-security/dependabot-options-reference */
export const dependabot: RepositoryFormat = {
  type: 'dependabot',
  format: 'dependabot',
  is: (path) => /^\.github\/dependabot\.ya?ml$/.test(path),
  read: (source, parse) => parse(source),
};
