import { known } from '../answers.ts';
import type { Collector } from '../call.ts';
import { listedStateMachine, stateMachineOf } from './mapper.ts';

/** A state machine that was deleted after it was listed. */
const GONE = ['StateMachineDoesNotExist'];

/** State machines: their names, and one call for each. */
export const states: Collector = {
  service: 'states',
  endpoint: 'SFN',
  calls: [
    {
      action: 'states:ListStateMachines',
      kind: 'list',
      gives: { 'AWS::StepFunctions::StateMachine': ['StateMachineName', 'StateMachineType'] },
    },
    {
      action: 'states:DescribeStateMachine',
      kind: 'detail',
      gives: {
        'AWS::StepFunctions::StateMachine': [
          // The other ways to give a definition end in its text.
          'Definition',
          'DefinitionS3Location',
          'DefinitionString',
          'DefinitionSubstitutions',
          'EncryptionConfiguration',
          'LoggingConfiguration',
          'RoleArn',
          'TracingConfiguration',
        ],
      },
      after: ['states:ListStateMachines'],
      permission: { resources: ['arn:${Partition}:states:${Region}:${Account}:stateMachine:*'] },
    },
  ],

  async collect(run) {
    const { DescribeStateMachineCommand, ListStateMachinesCommand, SFNClient } = await import('@aws-sdk/client-sfn');
    const client = run.client(SFNClient);
    const machines = await run.list('states:ListStateMachines', async (nextToken) => {
      const answer = await client.send(new ListStateMachinesCommand({ maxResults: 1000, nextToken }));
      return { items: known(known(answer.stateMachines, 'stateMachineArn'), 'name'), next: answer.nextToken };
    });
    await run.each(machines, async (machine) => {
      const listed = listedStateMachine(machine);
      const answer = await run.ask(
        'states:DescribeStateMachine',
        async () => {
          const given = await client.send(new DescribeStateMachineCommand({ stateMachineArn: machine.stateMachineArn }));
          if (typeof given.name !== 'string') throw new TypeError('name is missing');
          return given;
        },
        GONE,
      );
      if (answer.state === 'none') return;
      run.add({
        ...listed,
        properties: { ...listed.properties, ...run.given(answer, 'AWS::StepFunctions::StateMachine', stateMachineOf) },
      });
    });
  },
};
