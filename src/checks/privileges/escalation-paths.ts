/** A way by which a role gets rights that nobody gave it. */
export interface EscalationPath {
  /** What it has to be allowed on every resource. */
  readonly every: readonly string[];
  /** The service that a role has to be passed to; then `every` has iam:PassRole. */
  readonly passedTo?: string;
  /** Whether it is enough that it may do so to itself. */
  readonly onItself?: true;
  /** What it has to be allowed besides, on any resource: one action of each list. */
  readonly any?: readonly (readonly string[])[];
  /** What comes of it: `lets it …`. */
  readonly gain: string;
  readonly link: string;
}

const IAM = 'https://docs.aws.amazon.com/IAM/latest/APIReference/';
const CODE_AS_ANY = 'run code as any role that';

/** Passing any role to something that the role may make or change. */
const passing = (service: string, who: string, any: EscalationPath['any'] & {}, link: string): EscalationPath => ({
  every: ['iam:PassRole'],
  passedTo: service,
  any,
  gain: `${CODE_AS_ANY} ${who} may assume`,
  link,
});

/** The known ways, those first that say most. Each needs all of its permissions; each link is what AWS says of the action. */
export const ESCALATION_PATHS: readonly EscalationPath[] = [
  {
    every: ['iam:PutRolePolicy'],
    onItself: true,
    gain: 'have a policy that allows everything',
    link: `${IAM}API_PutRolePolicy.html`,
  },
  {
    every: ['iam:AttachRolePolicy'],
    onItself: true,
    gain: 'have AdministratorAccess',
    link: `${IAM}API_AttachRolePolicy.html`,
  },
  {
    every: ['iam:CreatePolicyVersion'],
    gain: 'rewrite any managed policy, those of its own role included',
    link: `${IAM}API_CreatePolicyVersion.html`,
  },
  {
    every: ['iam:SetDefaultPolicyVersion'],
    gain: 'bring back an older version of any managed policy',
    link: `${IAM}API_SetDefaultPolicyVersion.html`,
  },
  { every: ['iam:UpdateAssumeRolePolicy'], gain: 'make any role trust it', link: `${IAM}API_UpdateAssumeRolePolicy.html` },
  {
    every: ['sts:AssumeRole'],
    gain: 'become any role that trusts the account',
    link: 'https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html',
  },
  { every: ['iam:CreateAccessKey'], gain: 'make itself a key of any user', link: `${IAM}API_CreateAccessKey.html` },
  { every: ['iam:CreateLoginProfile'], gain: 'give any user a password', link: `${IAM}API_CreateLoginProfile.html` },
  { every: ['iam:UpdateLoginProfile'], gain: "change any user's password", link: `${IAM}API_UpdateLoginProfile.html` },
  {
    every: ['lambda:UpdateFunctionCode'],
    gain: 'run code of its own as the role of any function',
    link: 'https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionCode.html',
  },
  passing(
    'lambda.amazonaws.com',
    'Lambda',
    [
      ['lambda:CreateFunction'],
      ['lambda:InvokeFunction', 'lambda:CreateEventSourceMapping', 'lambda:AddPermission', 'lambda:CreateFunctionUrlConfig'],
    ],
    'https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html',
  ),
  passing(
    'lambda.amazonaws.com',
    'Lambda',
    [['lambda:UpdateFunctionConfiguration']],
    'https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionConfiguration.html',
  ),
  {
    every: ['lambda:UpdateFunctionConfiguration'],
    gain: 'add a layer of its own to any function, and so run code as its role',
    link: 'https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionConfiguration.html',
  },
  passing(
    'cloudformation.amazonaws.com',
    'CloudFormation',
    [['cloudformation:CreateStack', 'cloudformation:UpdateStack', 'cloudformation:CreateChangeSet']],
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-iam-servicerole.html',
  ),
  passing(
    'codebuild.amazonaws.com',
    'CodeBuild',
    [
      ['codebuild:CreateProject', 'codebuild:UpdateProject'],
      ['codebuild:StartBuild', 'codebuild:StartBuildBatch'],
    ],
    'https://docs.aws.amazon.com/codebuild/latest/APIReference/API_CreateProject.html',
  ),
  {
    every: ['codebuild:StartBuild'],
    gain: 'run commands of its own as the role of any build, by a buildspec in the call',
    link: 'https://docs.aws.amazon.com/codebuild/latest/APIReference/API_StartBuild.html',
  },
  passing(
    'states.amazonaws.com',
    'Step Functions',
    [
      ['states:CreateStateMachine', 'states:UpdateStateMachine'],
      ['states:StartExecution', 'states:StartSyncExecution'],
    ],
    'https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html',
  ),
  passing(
    'scheduler.amazonaws.com',
    'EventBridge Scheduler',
    [['scheduler:CreateSchedule', 'scheduler:UpdateSchedule']],
    'https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html',
  ),
  passing(
    'pipes.amazonaws.com',
    'EventBridge Pipes',
    [['pipes:CreatePipe', 'pipes:UpdatePipe']],
    'https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_CreatePipe.html',
  ),
  passing(
    'glue.amazonaws.com',
    'Glue',
    [['glue:CreateJob', 'glue:UpdateJob', 'glue:CreateDevEndpoint', 'glue:CreateSession']],
    'https://docs.aws.amazon.com/glue/latest/webapi/API_CreateJob.html',
  ),
  passing(
    'ec2.amazonaws.com',
    'EC2',
    [['ec2:RunInstances']],
    'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RunInstances.html',
  ),
  passing(
    'ecs-tasks.amazonaws.com',
    'ECS',
    [
      ['ecs:RunTask', 'ecs:StartTask', 'ecs:CreateService'],
      ['ecs:RegisterTaskDefinition', 'ecs:RunTask'],
    ],
    'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html',
  ),
  passing(
    'sagemaker.amazonaws.com',
    'SageMaker',
    [['sagemaker:CreateNotebookInstance', 'sagemaker:CreateTrainingJob', 'sagemaker:CreateProcessingJob']],
    'https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateNotebookInstance.html',
  ),
  {
    every: ['ssm:SendCommand'],
    gain: 'run commands on every managed instance, as its role',
    link: 'https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_SendCommand.html',
  },
  {
    every: ['ssm:StartSession'],
    gain: 'open a shell on every managed instance, as its role',
    link: 'https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_StartSession.html',
  },
];
