import { defineCheck, each, finding, known, notApplicable } from '../../check.ts';
import { switchOr } from '../presence.ts';
import { isOwnedByAws } from './key.ts';

export default defineCheck({
  id: 'logs-execution-data',
  title: 'Logs hold the data of executions without a key of your own',
  family: 'encryption',
  severity: 'low',
  confidence: 'high',
  sources: ['template', 'live'],
  subject: 'AWS::StepFunctions::StateMachine',
  reads: { 'AWS::StepFunctions::StateMachine': ['LoggingConfiguration'], 'AWS::Logs::LogGroup': ['KmsKeyId'] },
  docs: {
    why: 'The input and output of every state then stand in a log group that whoever may read logs can read: customers’ data, tokens, what the states pass on.',
    fix: 'Set IncludeExecutionData to false, or give the log group a customer key in KmsKeyId, so that reading it takes the right to decrypt as well.',
    fixIn: {
      terraform: 'Set include_execution_data to false, or give the log group a customer key in kms_key_id.',
    },
    references: [
      'https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html',
      'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html',
    ],
    frameworks: { owasp: ['A09', 'SAS-3'] },
  },
  *check(machine, context) {
    const logging = machine.get('LoggingConfiguration');
    const level = logging.get('Level');
    const data = logging.get('IncludeExecutionData');
    const logs = level.state === 'absent' ? 'OFF' : yield* known(level);
    const includes = yield* switchOr(data, false);
    if (logs === 'OFF' || includes === false) return yield notApplicable();
    if (logs === undefined || includes === undefined) return;
    for (const destination of yield* each(logging.get('Destinations'))) {
      const group = yield* context.follow(destination.get('CloudWatchLogsLogGroup').get('LogGroupArn'), 'AWS::Logs::LogGroup');
      if (group !== undefined && (yield* isOwnedByAws(group.get('KmsKeyId'))))
        yield finding(data, `${machine.id} writes the data of its executions to ${group.id}, which has no customer key`);
    }
  },
});
