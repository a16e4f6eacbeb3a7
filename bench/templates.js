// Writes SAM templates of the size and the variety of real ones, the same for the same number.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A small generator of numbers that are the same in every run (mulberry32). */
const randomOf = (seed) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
};

const fn = (id, mark, pick) => `
  ${id}${mark}:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: app${mark}/${id.toLowerCase()}/
      Handler: app.handler
      Runtime: ${pick('nodejs24.x', 'python3.13', 'nodejs18.x', 'provided.al2023', 'java21')}
      MemorySize: ${pick(128, 256, 512, 1024)}
      Environment:
        Variables:
          TABLE_NAME: !Ref Table${mark}
          STAGE: !Ref Stage
          ENDPOINT: !Sub https://\${Api${mark}}.execute-api.\${AWS::Region}.amazonaws.com/\${Stage}
      Policies:
        - DynamoDBCrudPolicy:
            TableName: !Ref Table${mark}
        - Statement:
            - Effect: Allow
              Action: [sqs:SendMessage, 'sqs:GetQueueAttributes']
              Resource: !GetAtt Queue${mark}.Arn
      Events:
        Get${id}:
          Type: Api
          Properties:
            RestApiId: !Ref Api${mark}
            Path: /v${mark}/${id.toLowerCase()}/{id}
            Method: ${pick('get', 'post', 'put', 'delete', 'any')}
            ${pick('Auth: { Authorizer: NONE }', 'Auth: { ApiKeyRequired: true }', '# by the default authorizer')}
        ${pick(`FromQueue:\n          Type: SQS\n          Properties: { Queue: !GetAtt Queue${mark}.Arn, BatchSize: 10 }`, `Daily:\n          Type: Schedule\n          Properties: { Schedule: rate(1 day) }`)}
`;

const template = (random, index) => {
  const pick = (...values) => values[Math.floor(random() * values.length)];
  // No template names what another does: a cache of texts must not gain more than it does on real ones.
  const mark = index.toString(36).toUpperCase();
  const functions = Array.from({ length: 2 + Math.floor(random() * 8) }, (_, i) => fn(`Handler${i}`, mark, pick)).join('');
  return `AWSTemplateFormatVersion: '2010-09-09'
Transform: AWS::Serverless-2016-10-31
Description: Generated application ${index}
Parameters:
  Stage:
    Type: String
    Default: dev
    AllowedValues: [dev, test, prod]
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
Globals:
  Function:
    Timeout: 30
    Tracing: Active
Resources:
  Api${mark}:
    Type: AWS::Serverless::Api
    Properties:
      StageName: !Ref Stage
      Auth:
        DefaultAuthorizer: Pool
        Authorizers:
          Pool:
            UserPoolArn: !GetAtt Users${mark}.Arn
  Users${mark}:
    Type: AWS::Cognito::UserPool
${functions}
  Table${mark}:
    Type: AWS::DynamoDB::Table
    Properties:
      BillingMode: PAY_PER_REQUEST
      AttributeDefinitions: [{ AttributeName: id, AttributeType: S }]
      KeySchema: [{ AttributeName: id, KeyType: HASH }]
  Queue${mark}:
    Type: AWS::SQS::Queue
    Properties:
      ${pick('SqsManagedSseEnabled: true', 'SqsManagedSseEnabled: false', `KmsMasterKeyId: !Ref Key${mark}`, 'VisibilityTimeout: 180')}
  QueuePolicy${mark}:
    Type: AWS::SQS::QueuePolicy
    Properties:
      Queues: [!Ref Queue${mark}]
      PolicyDocument:
        Version: '2012-10-17'
        Statement:
          - Effect: Allow
            Principal: ${pick("'*'", '{ Service: sns.amazonaws.com }', '{ AWS: !Sub "arn:aws:iam::${AWS::AccountId}:root" }')}
            Action: ${pick('sqs:SendMessage', 'sqs:*', '[sqs:SendMessage, sqs:ReceiveMessage]')}
            Resource: !GetAtt Queue${mark}.Arn
            Condition:
              ArnEquals:
                aws:SourceArn: !Ref Topic${mark}
  Topic${mark}:
    Type: AWS::SNS::Topic
    Properties:
      KmsMasterKeyId: !If [IsProd, !Ref Key${mark}, !Ref AWS::NoValue]
  Key${mark}:
    Type: AWS::KMS::Key
    Properties:
      EnableKeyRotation: ${pick('true', 'false', '!If [IsProd, true, false]')}
      KeyPolicy:
        Version: '2012-10-17'
        Statement:
          - Effect: Allow
            Principal: { AWS: !Sub 'arn:aws:iam::\${AWS::AccountId}:root' }
            Action: kms:*
            Resource: '*'
Outputs:
  Url:
    Value: !Sub https://\${Api${mark}}.execute-api.\${AWS::Region}.amazonaws.com/\${Stage}
`;
};

/** Writes `count` templates into a folder and returns their size in bytes. */
export const writeTemplates = (folder, count) => {
  const random = randomOf(7);
  let bytes = 0;
  for (let index = 0; index < count; index += 1) {
    const text = template(random, index);
    const at = join(folder, `app-${String(index).padStart(3, '0')}`);
    mkdirSync(at, { recursive: true });
    writeFileSync(join(at, 'template.yaml'), text);
    bytes += Buffer.byteLength(text);
  }
  return bytes;
};
