import type { DescribePipeResponse, Pipe } from '@aws-sdk/client-pipes';
import { type Found, type Place, type Properties, picked, withoutSecrets } from '../answers.ts';

/** A pipe of ListPipes. */
export const listedPipe = (given: Pipe, { partition, region, account }: Place): Found => {
  const { Name: name = '' } = given;
  const arn = given.Arn ?? `arn:${partition}:pipes:${region}:${account ?? ''}:pipe/${name}`;
  return {
    type: 'AWS::Pipes::Pipe',
    id: name,
    arn,
    properties: picked(given, ['DesiredState', 'Enrichment', 'Name', 'Source', 'Target']),
    attributes: { Ref: name, Arn: arn },
  };
};

/** What DescribePipe says. What it sends along may be anything, secrets too. */
export const pipeOf = (given: DescribePipeResponse): Properties =>
  withoutSecrets(
    picked(given, ['EnrichmentParameters', 'KmsKeyIdentifier', 'LogConfiguration', 'RoleArn', 'SourceParameters', 'TargetParameters']),
  ) as Properties;
