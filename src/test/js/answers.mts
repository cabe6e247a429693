// What Northflank's own client declares each answer to be. The JSON schemas that the answers are checked with are made from this.
import type {
  AbortAddonBackupResult,
  AbortAddonRestoreResult,
  AbortJobRunResult,
  AbortServiceBuildResult,
  BackupAddonResult,
  CreateAddonResult,
  DeleteAddonResult,
  DeleteBackupResult,
  GetAddonBackupDownloadResult,
  GetAddonBackupRestoresResult,
  GetAddonBackupResult,
  GetAddonBackupsResult,
  GetAddonCredentialsResult,
  GetAddonRestoresResult,
  GetAddonResult,
  GetJobContainersResult,
  GetJobDeploymentResult,
  GetJobResult,
  GetJobRunResult,
  GetJobRunsResult,
  GetProjectResult,
  GetServiceBranchesResult,
  GetServiceBuildResult,
  GetServiceBuildsResult,
  GetServiceContainersResult,
  GetServiceDeploymentResult,
  GetServicePullrequestsResult,
  GetServiceResult,
  ListAddonsResult,
  ListJobsResult,
  ListProjectsResult,
  ListServicesResult,
  LogLine,
  PauseAddonResult,
  PauseServiceResult,
  RestoreAddonBackupResult,
  ResumeAddonResult,
  ResumeServiceResult,
  RetainAddonBackupResult,
  StartJobRunResult,
  StartServiceBuildResult,
  UpdateJobDeploymentResult,
  UpdateServiceDeploymentResult,
} from '@northflank/js-client';

export interface Answers {
  'abort.addon.backup': AbortAddonBackupResult;
  'abort.addon.restore': AbortAddonRestoreResult;
  'abort.job.run': AbortJobRunResult;
  'abort.service.build': AbortServiceBuildResult;
  'backup.addon': BackupAddonResult;
  'create.addon': CreateAddonResult;
  'delete.addon': DeleteAddonResult;
  'delete.backup': DeleteBackupResult;
  'get.addon': GetAddonResult;
  'get.addon.backup': GetAddonBackupResult;
  'get.addon.backup.download': GetAddonBackupDownloadResult;
  'get.addon.backup.logs': LogLine[];
  'get.addon.backup.restores': GetAddonBackupRestoresResult;
  'get.addon.backups': GetAddonBackupsResult;
  'get.addon.credentials': GetAddonCredentialsResult;
  'get.addon.restores': GetAddonRestoresResult;
  'get.addon.restores.logs': LogLine[];
  'get.job': GetJobResult;
  'get.job.containers': GetJobContainersResult;
  'get.job.deployment': GetJobDeploymentResult;
  'get.job.logs': LogLine[];
  'get.job.run': GetJobRunResult;
  'get.job.runs': GetJobRunsResult;
  'get.project': GetProjectResult;
  'get.service': GetServiceResult;
  'get.service.branches': GetServiceBranchesResult;
  'get.service.build': GetServiceBuildResult;
  'get.service.buildLogs': LogLine[];
  'get.service.builds': GetServiceBuildsResult;
  'get.service.containers': GetServiceContainersResult;
  'get.service.deployment': GetServiceDeploymentResult;
  'get.service.logs': LogLine[];
  'get.service.pullRequests': GetServicePullrequestsResult;
  'list.addons': ListAddonsResult;
  'list.jobs': ListJobsResult;
  'list.projects': ListProjectsResult;
  'list.services': ListServicesResult;
  'pause.addon': PauseAddonResult;
  'pause.service': PauseServiceResult;
  'restore.addon.backup': RestoreAddonBackupResult;
  'resume.addon': ResumeAddonResult;
  'resume.service': ResumeServiceResult;
  'retain.addon.backup': RetainAddonBackupResult;
  'start.job.run': StartJobRunResult;
  'start.service.build': StartServiceBuildResult;
  'update.job.deployment': UpdateJobDeploymentResult;
  'update.service.deployment': UpdateServiceDeploymentResult;
}
