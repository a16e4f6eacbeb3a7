import { known } from '../answers.ts';
import type { Collector } from '../call.ts';
import { listedPipe, pipeOf } from './mapper.ts';

/** A pipe that was deleted after it was listed. */
const GONE = ['NotFoundException'];

/** EventBridge pipes: from where to where, and one call for each that says how. */
export const pipes: Collector = {
  service: 'pipes',
  calls: [
    { action: 'pipes:ListPipes', kind: 'list', gives: { 'AWS::Pipes::Pipe': ['DesiredState', 'Enrichment', 'Name', 'Source', 'Target'] } },
    {
      action: 'pipes:DescribePipe',
      kind: 'detail',
      gives: {
        'AWS::Pipes::Pipe': [
          'EnrichmentParameters',
          'KmsKeyIdentifier',
          'LogConfiguration',
          'RoleArn',
          'SourceParameters',
          'TargetParameters',
        ],
      },
      after: ['pipes:ListPipes'],
      permission: { resources: ['arn:${Partition}:pipes:${Region}:${Account}:pipe/*'] },
    },
  ],

  async collect(run) {
    const { DescribePipeCommand, ListPipesCommand, PipesClient } = await import('@aws-sdk/client-pipes');
    const client = run.client(PipesClient);
    const found = await run.list('pipes:ListPipes', async (NextToken) => {
      const answer = await client.send(new ListPipesCommand({ Limit: 100, NextToken }));
      return { items: known(answer.Pipes, 'Name'), next: answer.NextToken };
    });
    await run.each(found, async (pipe) => {
      const listed = listedPipe(pipe, run);
      const answer = await run.ask(
        'pipes:DescribePipe',
        async () => {
          const given = await client.send(new DescribePipeCommand({ Name: pipe.Name }));
          if (typeof given.Name !== 'string') throw new TypeError('Name is missing');
          return given;
        },
        GONE,
      );
      if (answer.state === 'none') return;
      run.add({ ...listed, properties: { ...listed.properties, ...run.given(answer, 'AWS::Pipes::Pipe', pipeOf) } });
    });
  },
};
