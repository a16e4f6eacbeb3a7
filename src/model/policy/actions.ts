/**
 * The actions that a service's resource policy can grant to somebody else, for the services whose policies are judged: a Deny of
 * `sqs:SendMessage` closes `sqs:Send*` only because there is no other such action. In lower case, without the service's prefix.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
const ACTIONS: Readonly<Record<string, string>> = {
  sqs: `addpermission cancelmessagemovetask changemessagevisibility createqueue deletemessage deletequeue getqueueattributes getqueueurl
    listdeadlettersourcequeues listmessagemovetasks listqueuetags purgequeue receivemessage removepermission sendmessage
    setqueueattributes startmessagemovetask tagqueue untagqueue`,
  sns: `addpermission confirmsubscription createtopic deletetopic getdataprotectionpolicy getsubscriptionattributes gettopicattributes
    listsubscriptionsbytopic listtagsforresource publish putdataprotectionpolicy receive removepermission setsubscriptionattributes
    settopicattributes subscribe tagresource untagresource unsubscribe`,
  lambda: `addlayerversionpermission addpermission createalias createfunctionurlconfig createfunction deletealias deletefunction
    deletefunctioncodesigningconfig deletefunctionconcurrency deletefunctioneventinvokeconfig deletefunctionurlconfig
    deletelayerversion deleteprovisionedconcurrencyconfig disablereplication enablereplication getalias getfunction
    getfunctioncodesigningconfig getfunctionconcurrency getfunctionconfiguration getfunctioneventinvokeconfig
    getfunctionrecursionconfig getfunctionurlconfig getlayerversion getlayerversionpolicy getpolicy getprovisionedconcurrencyconfig
    getruntimemanagementconfig invokeasync invokefunction invokefunctionurl listaliases listfunctioneventinvokeconfigs
    listfunctionurlconfigs listprovisionedconcurrencyconfigs listtags listversionsbyfunction publishlayerversion publishversion
    putfunctioncodesigningconfig putfunctionconcurrency putfunctioneventinvokeconfig putfunctionrecursionconfig
    putprovisionedconcurrencyconfig putruntimemanagementconfig removelayerversionpermission removepermission tagresource
    untagresource updatealias updatefunctioncode updatefunctionconfiguration updatefunctioneventinvokeconfig updatefunctionurlconfig`,
  kms: `cancelkeydeletion createalias creategrant decrypt deletealias deleteimportedkeymaterial derivesharedsecret describekey disablekey
    disablekeyrotation enablekey enablekeyrotation encrypt generatedatakey generatedatakeypair generatedatakeypairwithoutplaintext
    generatedatakeywithoutplaintext generatemac getkeylastusage getkeypolicy getkeyrotationstatus getparametersforimport getpublickey
    importkeymaterial listgrants listkeypolicies listkeyrotations listresourcetags putkeypolicy reencryptfrom reencryptto
    replicatekey retiregrant revokegrant rotatekeyondemand schedulekeydeletion sign synchronizemultiregionkey tagresource
    untagresource updatealias updatekeydescription updateprimaryregion verify verifymac`,
  s3: `abortmultipartupload bypassgovernanceretention createbucket deletebucket deletebucketpolicy deletebucketwebsite deleteobject
    deleteobjecttagging deleteobjectversion deleteobjectversiontagging getaccelerateconfiguration getanalyticsconfiguration
    getbucketacl getbucketcors getbucketlocation getbucketlogging getbucketnotification getbucketobjectlockconfiguration
    getbucketownershipcontrols getbucketpolicy getbucketpolicystatus getbucketpublicaccessblock getbucketrequestpayment
    getbuckettagging getbucketversioning getbucketwebsite getencryptionconfiguration getintelligenttieringconfiguration
    getinventoryconfiguration getlifecycleconfiguration getmetricsconfiguration getobject getobjectacl getobjectattributes
    getobjectlegalhold getobjectretention getobjecttagging getobjecttorrent getobjectversion getobjectversionacl
    getobjectversionattributes getobjectversionforreplication getobjectversiontagging getobjectversiontorrent
    getreplicationconfiguration initiatereplication listbucket listbucketmultipartuploads listbucketversions
    listmultipartuploadparts objectowneroverridetobucketowner putaccelerateconfiguration putanalyticsconfiguration putbucketacl
    putbucketcors putbucketlogging putbucketnotification putbucketobjectlockconfiguration putbucketownershipcontrols putbucketpolicy
    putbucketpublicaccessblock putbucketrequestpayment putbuckettagging putbucketversioning putbucketwebsite
    putencryptionconfiguration putintelligenttieringconfiguration putinventoryconfiguration putlifecycleconfiguration
    putmetricsconfiguration putobject putobjectacl putobjectlegalhold putobjectretention putobjecttagging putobjectversionacl
    putobjectversiontagging putreplicationconfiguration replicatedelete replicateobject replicatetags restoreobject`,
  secretsmanager: `cancelrotatesecret deleteresourcepolicy deletesecret describesecret getresourcepolicy getsecretvalue
    listsecretversionids putresourcepolicy putsecretvalue removeregionsfromreplication replicatesecrettoregions restoresecret
    rotatesecret stopreplicationtoreplica tagresource untagresource updatesecret updatesecretversionstage validateresourcepolicy`,
  events: `createeventbus deleteeventbus deleterule describeeventbus describerule disablerule enablerule listrules
    listtagsforresource listtargetsbyrule putevents putpermission putrule puttargets removepermission removetargets tagresource
    untagresource`,
  'execute-api': 'invalidatecache invoke manageconnections',
  sts: 'assumerole assumerolewithsaml assumerolewithwebidentity setcontext setsourceidentity tagsession',
  dynamodb: `batchgetitem batchwriteitem conditioncheckitem deleteitem describetable getitem getrecords getsharditerator putitem query
    scan updateitem updatetable deletetable describestream describecontinuousbackups`,
};

const TABLES = new Map(Object.entries(ACTIONS).map(([service, names]) => [service, names.split(/\s+/)]));

/** The actions of a service by name, if they are on record. */
export const actionsOf = (service: string): readonly string[] | undefined => TABLES.get(service);

/** Whether an action of S3 is on the objects of a bucket, whose ARNs have a slash, or on the bucket itself. */
export const isOnObjects = (action: string): boolean =>
  (action.includes('object') && !action.includes('bucket')) ||
  /^s3:(abortmultipartupload|listmultipartuploadparts|bypassgovernanceretention|replicate(delete|tags)|objectowneroverridetobucketowner)$/.test(
    action,
  );
