import type { DescribeStateMachineOutput, StateMachineListItem } from '@aws-sdk/client-sfn';
import { redact } from '../../../model/redaction.ts';
import { capitalized, type Found, NOT_RETURNED, type Properties, present } from '../answers.ts';

/** A state machine of ListStateMachines. */
export const listedStateMachine = ({ name = '', stateMachineArn: arn = '', type }: StateMachineListItem): Found => ({
  type: 'AWS::StepFunctions::StateMachine',
  id: name,
  arn,
  properties: present({ StateMachineName: name, StateMachineType: type }),
  attributes: { Ref: arn, Arn: arn, Name: name },
});

/** What DescribeStateMachine says. A definition that holds a secret is hidden whole. */
export const stateMachineOf = (given: DescribeStateMachineOutput): Properties =>
  present({
    DefinitionString: given.definition === undefined ? NOT_RETURNED : (redact('DefinitionString', given.definition) ?? given.definition),
    EncryptionConfiguration: given.encryptionConfiguration && capitalized(given.encryptionConfiguration),
    LoggingConfiguration: given.loggingConfiguration && capitalized(given.loggingConfiguration),
    RoleArn: given.roleArn,
    TracingConfiguration: given.tracingConfiguration && capitalized(given.tracingConfiguration),
  });
