import type { Table } from '../table.ts';

/** Stores with passwords: as much of them as tells a secret that is written out. */
export const DATABASES: readonly Table[] = [
  {
    terraform: 'aws_db_instance',
    type: 'AWS::RDS::DBInstance',
    attributes: { manage_master_user_password: 'ManageMasterUserPassword', password: 'MasterUserPassword', username: 'MasterUsername' },
  },
  {
    terraform: 'aws_rds_cluster',
    type: 'AWS::RDS::DBCluster',
    attributes: {
      manage_master_user_password: 'ManageMasterUserPassword',
      master_password: 'MasterUserPassword',
      master_username: 'MasterUsername',
    },
  },
  {
    terraform: 'aws_docdb_cluster',
    type: 'AWS::DocDB::DBCluster',
    attributes: { master_password: 'MasterUserPassword', master_username: 'MasterUsername' },
  },
  {
    terraform: 'aws_redshift_cluster',
    type: 'AWS::Redshift::Cluster',
    attributes: { master_password: 'MasterUserPassword', master_username: 'MasterUsername' },
  },
  { terraform: 'aws_elasticache_replication_group', type: 'AWS::ElastiCache::ReplicationGroup', attributes: { auth_token: 'AuthToken' } },
  { terraform: 'aws_codebuild_source_credential', type: 'AWS::CodeBuild::SourceCredential', attributes: { token: 'Token' } },
];
