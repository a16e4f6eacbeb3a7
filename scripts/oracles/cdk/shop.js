// An application with what the CDK has for serverless teams: APIs of both kinds, a function URL, a nested stack, and stacks in a stage.
import { App, Duration, NestedStack, RemovalPolicy, Stack, Stage } from 'aws-cdk-lib';
import { Cors, LambdaIntegration, RestApi, TokenAuthorizer } from 'aws-cdk-lib/aws-apigateway';
import { HttpApi, HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpIamAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { AnyPrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Code, FunctionUrlAuthType, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Bucket, EventType } from 'aws-cdk-lib/aws-s3';
import { LambdaDestination } from 'aws-cdk-lib/aws-s3-notifications';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { AwsCustomResource, AwsCustomResourcePolicy, PhysicalResourceId } from 'aws-cdk-lib/custom-resources';

const handler = (scope, id, runtime = Runtime.NODEJS_24_X, more = {}) =>
  new LambdaFunction(scope, id, {
    runtime,
    handler: 'index.handler',
    code: Code.fromInline('exports.handler = async () => ({})'),
    ...more,
  });

class Letters extends NestedStack {
  constructor(scope, id, target) {
    super(scope, id);
    new Queue(this, 'Open', { encryption: QueueEncryption.UNENCRYPTED });
    new Queue(this, 'Closed', { encryption: QueueEncryption.SQS_MANAGED });
    handler(this, 'Sender', Runtime.NODEJS_18_X, { environment: { TARGET: target.functionArn, DB_PASSWORD: 'Zt6rWq0mPx83LbVe' } });
  }
}

class Shop extends Stack {
  constructor(scope, id) {
    super(scope, id);
    const front = handler(this, 'Front');
    front.addFunctionUrl({ authType: FunctionUrlAuthType.NONE });
    handler(this, 'Back').addFunctionUrl({ authType: FunctionUrlAuthType.AWS_IAM });

    const rest = new RestApi(this, 'Rest', { cloudWatchRole: false, defaultCorsPreflightOptions: { allowOrigins: Cors.ALL_ORIGINS } });
    const orders = rest.root.addResource('orders');
    const authorizer = new TokenAuthorizer(this, 'Token', { handler: handler(this, 'Authorize'), resultsCacheTtl: Duration.minutes(1) });
    orders.addMethod('GET', new LambdaIntegration(front));
    orders.addMethod('POST', new LambdaIntegration(front), { authorizer });

    const http = new HttpApi(this, 'Http');
    const integration = new HttpLambdaIntegration('Front', front);
    http.addRoutes({ path: '/open', methods: [HttpMethod.GET], integration });
    http.addRoutes({ path: '/closed', methods: [HttpMethod.GET], integration, authorizer: new HttpIamAuthorizer() });

    new Letters(this, 'Letters', front);

    // What the CDK deploys functions of its own for.
    const bucket = new Bucket(this, 'Bucket', { autoDeleteObjects: true, removalPolicy: RemovalPolicy.DESTROY });
    bucket.addEventNotification(EventType.OBJECT_CREATED, new LambdaDestination(front));
    new AwsCustomResource(this, 'Call', {
      installLatestAwsSdk: false,
      onCreate: { service: 'S3', action: 'listBuckets', physicalResourceId: PhysicalResourceId.of('buckets') },
      policy: AwsCustomResourcePolicy.fromSdkCalls({ resources: [bucket.bucketArn] }),
    });
  }
}

class Data extends Stack {
  constructor(scope, id) {
    super(scope, id);
    new Key(this, 'Still');
    new Key(this, 'Turning', { enableKeyRotation: true });
    const topic = new Topic(this, 'Topic');
    topic.addToResourcePolicy(
      new PolicyStatement({ principals: [new AnyPrincipal()], actions: ['sns:Publish'], resources: [topic.topicArn] }),
    );
    new Topic(this, 'Quiet');
  }
}

const app = new App();
new Shop(app, 'Shop');
new Data(new Stage(app, 'Prod'), 'Data');
app.synth();
