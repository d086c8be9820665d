/** Inputs and outputs of the secret store, with the member names of AWS Secrets Manager, and its records. */
import type { ServiceCaller } from '../service-call.ts';

export interface CreateSecretInput extends ServiceCaller {
  readonly Name: string;
  readonly SecretString: string;
  /** Key ID, ARN or alias. Omitted: the AWS managed key `aws/secretsmanager`. */
  readonly KmsKeyId?: string;
}

export interface SecretInput extends ServiceCaller {
  /** Name or ARN. */
  readonly SecretId: string;
}

export interface PutSecretValueInput extends SecretInput {
  readonly SecretString: string;
}

export interface UpdateSecretInput extends SecretInput {
  /** The key of new versions. Existing versions stay under theirs. */
  readonly KmsKeyId: string;
}

export interface GetSecretValueInput extends SecretInput {
  readonly VersionId?: string;
  /** Omitted, without VersionId: AWSCURRENT. */
  readonly VersionStage?: string;
}

export interface SecretVersionOutput {
  readonly ARN: string;
  readonly Name: string;
  readonly VersionId: string;
  readonly VersionStages: readonly string[];
}

export interface SecretValueOutput extends SecretVersionOutput {
  readonly SecretString: string;
  /** Simulated time. */
  readonly CreatedDate: Date;
}

export interface SecretView {
  readonly ARN: string;
  readonly Name: string;
  /** Omitted: the AWS managed key. */
  readonly KmsKeyId?: string;
  /** Labels by version ID. Versions without a label are deprecated, and not listed. */
  readonly VersionIdsToStages: Readonly<Record<string, readonly string[]>>;
}

/** Record of a secret. */
export interface SecretRecord {
  readonly arn: string;
  readonly name: string;
  readonly region: string;
  readonly keyId?: string;
  readonly current: string;
  readonly previous?: string;
}

/** Record of a version. The body is the encrypted value. */
export interface VersionRecord {
  readonly id: string;
  /** Base64. */
  readonly edk: string;
  /** ARN of the KMS key. */
  readonly key: string;
}
