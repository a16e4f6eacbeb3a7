import { type Entry, type MapNode, map } from '../template/node.ts';
import type { RepositoryFormat } from './format.ts';

/** What a pipeline says of itself rather than of a job: https://docs.gitlab.com/ci/yaml/#global-keywords */
const GLOBAL: ReadonlySet<string> = new Set([
  ...['default', 'include', 'stages', 'variables', 'workflow', 'spec'],
  ...['image', 'services', 'cache', 'before_script', 'after_script', 'retry', 'timeout', 'interruptible', 'tags', 'artifacts'],
]);

/** The jobs in a map of their own: each name is the user's. */
const withJobs = (root: MapNode): MapNode => {
  const settings = new Map<string, Entry>();
  const jobs = new Map<string, Entry>();
  for (const [name, entry] of root.entries) (GLOBAL.has(name) ? settings : jobs).set(name, entry);
  const all: MapNode = { ...map({}, root.span), entries: jobs };
  return { ...root, entries: settings.set('jobs', { key: root.span, value: all }) };
};

/** GitLab's pipelines: https://docs.gitlab.com/ci/yaml/ */
export const gitlabPipeline: RepositoryFormat = {
  type: 'gitlab-pipeline',
  format: 'gitlab-pipeline',
  is: (path) => /^\.gitlab-ci\.ya?ml$/.test(path),
  read: (source, parse) => {
    const read = parse(source);
    return read.failure === undefined && read.properties.kind === 'map' ? { properties: withJobs(read.properties) } : read;
  },
  secrets: new Set(['variables']),
};
