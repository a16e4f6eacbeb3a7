import { type Operation, ok, pageOf } from './operation.ts';

/** What CodeBuild answers. */
export const codebuild: Readonly<Record<string, Operation>> = {
  ListProjects: (params, { projects = [] }, pageSize) =>
    pageOf(projects, { token: params.nextToken, pageSize }, (page, nextToken) => ({ projects: page.map(({ name }) => name), nextToken })),
  BatchGetProjects: (params, { projects = [] }) => {
    const names = [params.names ?? []].flat().map(String);
    const found = projects.filter(({ name }) => names.includes(name));
    return ok({ projects: found, projectsNotFound: names.filter((name) => !found.some((project) => project.name === name)) });
  },
};
