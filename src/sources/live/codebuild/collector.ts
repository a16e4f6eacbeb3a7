import type { Collector } from '../call.ts';
import type { Answer } from '../run.ts';
import { listedProject, projectOf } from './mapper.ts';

/** The most that BatchGetProjects takes. https://docs.aws.amazon.com/codebuild/latest/APIReference/API_BatchGetProjects.html */
const BATCH = 100;

/** Build projects: their names, and a hundred in one call. */
export const codebuild: Collector = {
  service: 'codebuild',
  calls: [
    { action: 'codebuild:ListProjects', kind: 'list', gives: { 'AWS::CodeBuild::Project': ['Name'] } },
    {
      action: 'codebuild:BatchGetProjects',
      kind: 'detail',
      gives: {
        'AWS::CodeBuild::Project': [
          'Artifacts',
          'EncryptionKey',
          'Environment',
          'LogsConfig',
          'SecondarySources',
          'ServiceRole',
          'Source',
          'SourceVersion',
          'Visibility',
          'VpcConfig',
        ],
      },
      after: ['codebuild:ListProjects'],
      permission: { resources: ['arn:${Partition}:codebuild:${Region}:${Account}:project/*'] },
    },
  ],

  async collect(run) {
    const { BatchGetProjectsCommand, CodeBuildClient, ListProjectsCommand } = await import('@aws-sdk/client-codebuild');
    const client = run.client(CodeBuildClient);
    const names = await run.list('codebuild:ListProjects', async (nextToken) => {
      const answer = await client.send(new ListProjectsCommand({ nextToken }));
      if (answer.projects?.some((name) => typeof name !== 'string')) throw new TypeError('a project has no name');
      return { items: answer.projects, next: answer.nextToken };
    });
    const batches = Array.from({ length: Math.ceil(names.length / BATCH) }, (_, at) => names.slice(at * BATCH, (at + 1) * BATCH));
    await run.each(batches, async (batch) => {
      const answer = await run.ask('codebuild:BatchGetProjects', async () => {
        const { projects, projectsNotFound = [] } = await client.send(new BatchGetProjectsCommand({ names: [...batch] }));
        if (!Array.isArray(projects) || projects.some((project) => typeof project?.name !== 'string'))
          throw new TypeError('a project has no name');
        return { byName: new Map(projects.map((project) => [project.name, project])), gone: new Set(projectsNotFound) };
      });
      for (const name of batch) {
        // Deleted after it was listed.
        if (answer.state === 'answered' && answer.value.gone.has(name)) continue;
        const listed = listedProject(name, run);
        const project = answer.state === 'answered' ? answer.value.byName.get(name) : undefined;
        const one: Answer<typeof project> = answer.state === 'answered' ? { ...answer, value: project } : answer;
        const details = run.given(one, listed.type as 'AWS::CodeBuild::Project', (given) => {
          if (given === undefined) throw new TypeError(`${name} is missing`);
          return projectOf(given);
        });
        run.add({ ...listed, properties: { ...listed.properties, ...details } });
      }
    });
  },
};
