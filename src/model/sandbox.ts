/**
 * The public interface of a sandbox, beside its KMS. `sandbox-methods.ts` has a row for each method that the worker
 * answers as it is.
 */
import type { EventPage, EventQuery, EventQueryOptions } from './audit.ts';
import type {
  AccessKeyView,
  AccountInput,
  AccountView,
  AwsOwnedKeyView,
  Capability,
  Credentials,
  CustodyView,
  EndpointInput,
  EndpointView,
  GroupInput,
  GroupView,
  KeyListing,
  KeyLocation,
  PreviewOptions,
  PrincipalInput,
  PrincipalView,
  PrincipalWithCredentials,
  SimulatedCall,
  StorageInfo,
  WithoutCredentials,
} from './contract.ts';
import type { CostEstimate, CostWorkload, MonthCost, MonthCostOptions, MonthCostQuery } from './cost.ts';
import type { AccessCell, Decision, PolicyRef } from './decision.ts';
import type { DocumentKind, PolicyCheck, PolicyFinding, PolicyPreview } from './policy-check.ts';
import type { PolicyDocument } from './policy-document.ts';
import type {
  ExternalKeyChange,
  ExternalKeyInput,
  ExternalKeyView,
  NewProxy,
  ProxyChange,
  ProxyCredential,
  ProxyInput,
  ProxyRequestOptions,
  ProxyRequestRecord,
  ProxyView,
} from './external-key-manager.ts';
import type { FaultName, FaultOptions, FaultView } from './faults.ts';
import type { HsmClusterChange, HsmClusterInput, HsmClusterQuery } from './hsm-cluster-input.ts';
import type { HsmClusterView } from './hsm-cluster-view.ts';
import type { ArchiveFile, EventExport, ExportedFile, ValidationReport } from './log-archive.ts';
import type { PriceTable } from './prices.ts';
import type { Settings } from './records.ts';
import type { CustomKeyStoresListEntry } from './sdk.ts';
import type { SandboxContents } from './sandbox-contents.ts';
import type {
  ServiceRecord,
  ServiceRecordChanges,
  ServiceRecordName,
  ServiceRecordOutcome,
  ServiceRecordPage,
  ServiceRecordQuery,
} from './service-records.ts';
import type { UpcomingOptions, UpcomingTask } from './upcoming-tasks.ts';
import type { QuotaIncrease, QuotaIncreaseInput, QuotaListOptions, QuotaView } from './service-quotas.ts';

/** State of the simulated clock. */
export interface SandboxClockState {
  readonly now: Date;
  readonly paused: boolean;
  /** Target of an advance in progress. */
  readonly advancingTo?: Date;
}

/** Observes or cancels a long advance. */
export interface AdvanceOptions {
  /**
   * Stops the advance at the time reached; `advance` then rejects with the signal's reason. Tasks that were due until
   * then have run.
   */
  readonly signal?: AbortSignal;
  /** Called several times a second with the time reached. */
  readonly onProgress?: (state: SandboxClockState) => void;
}

/**
 * The simulated clock. Methods that change it resolve to the new time. A change notice names the record `clock` of the
 * store `world`.
 */
export interface SandboxClock {
  now(): Promise<Date>;
  state(): Promise<SandboxClockState>;
  /**
   * Advances the clock, even while paused, and runs the tasks that become due (deletions, rotations), in order. Other
   * calls run meanwhile, at the time reached so far.
   * @param seconds 0 or greater
   * @throws {TypeError} beyond the year 9999
   */
  advance(seconds: number, options?: AdvanceOptions): Promise<Date>;
  /**
   * Sets the clock and runs due tasks, like `advance`.
   * @throws {TypeError} if `date` is invalid, or earlier than now while the audit log is not empty
   */
  set(date: Date, options?: AdvanceOptions): Promise<Date>;
  /**
   * Advances the clock to the time of the next task that `upcoming` lists, and runs it. Advances that are made without
   * waiting for each other run in sequence, so each call reaches another task.
   * @returns the new time, or undefined, with the clock unchanged, if there is no task to come
   */
  advanceToNext(): Promise<Date | undefined>;
  /**
   * Lists the tasks to come, in order of time: the next rotation or the deletion of each key, the expiry of temporary
   * credentials, changes of grants, tags and aliases that are not effective yet, and pending increases of quotas.
   * Rotations and deletions that have run are events of the audit log: RotateKey and DeleteKey.
   * @throws {TypeError} for an invalid option
   */
  upcoming(options?: UpcomingOptions): Promise<readonly UpcomingTask[]>;
  run(): Promise<Date>;
  pause(): Promise<Date>;
}

/**
 * Administers a sandbox. Not part of AWS KMS. Every method rejects with TypeError for invalid arguments, and with an
 * error named StorageError if storage fails.
 */
export interface Sandbox extends SandboxContents {
  /** Deletes all data and restores the initial directory, clock and settings. */
  reset(): Promise<void>;
  readonly settings: { get(): Promise<Settings>; set(change: Partial<Settings>): Promise<Settings> };
  readonly clock: SandboxClock;
  readonly accounts: {
    /** Creates an account with its root user, or updates the given members. */
    put(account: AccountInput): Promise<AccountView>;
    list(): Promise<readonly AccountView[]>;
    /**
     * Deletes an account with its principals, access keys, groups and AWS managed keys.
     * @throws {TypeError} if it has customer managed keys or is the default account
     */
    remove(id: string): Promise<void>;
  };
  readonly principals: {
    /**
     * Creates or updates a principal. Omitted members keep their value. Creates credentials for a new user, and for a
     * role, a role session and a federated user each time; for an existing user or root only with `accessKey: true`,
     * and never with `accessKey: false`.
     * @returns the credentials, or the ARN alone; the secret cannot be read again
     */
    put(principal: PrincipalWithCredentials): Promise<Credentials>;
    put(principal: PrincipalInput & { readonly accessKey: false }): Promise<WithoutCredentials>;
    put(principal: PrincipalInput): Promise<Credentials | WithoutCredentials>;
    get(arn: string): Promise<PrincipalView | undefined>;
    list(): Promise<readonly PrincipalView[]>;
    /** Deletes a principal and its access keys. For a role session: its session policy, tags and access keys. */
    remove(arn: string): Promise<void>;
  };
  /** Access keys for request signing. Each is valid until it is removed. */
  readonly accessKeys: {
    /**
     * Creates an access key for a user, root or federated user, or the credentials of a session for a role or role
     * session.
     * @returns the credentials; the secret cannot be read again
     * @throws {TypeError} if the principal does not exist
     */
    create(arn: string): Promise<Credentials>;
    /**
     * Lists the access keys of a principal, oldest first. For a role: those of all its sessions.
     * @throws {TypeError} if the principal does not exist
     */
    list(arn: string): Promise<readonly AccessKeyView[]>;
    /**
     * Deletes an access key. Requests signed with it are rejected.
     * @throws {TypeError} if it does not exist
     */
    remove(id: string): Promise<void>;
  };
  readonly groups: {
    /** Creates a group or replaces its policies. */
    put(group: GroupInput): Promise<GroupView>;
    list(): Promise<readonly GroupView[]>;
    /** Deletes a group and removes its members from it. The users remain. */
    remove(arn: string): Promise<void>;
  };
  /** VPC endpoints. A request uses the endpoint that `aws:SourceVpce` of its request context names. */
  readonly endpoints: {
    /** Creates or replaces an endpoint. */
    put(endpoint: EndpointInput): Promise<EndpointView>;
    list(): Promise<readonly EndpointView[]>;
    remove(id: string): Promise<void>;
  };
  /**
   * Returns the decision of a past call, as it was made at that time. Undefined if the audit log has no such request,
   * or if the call failed before authorization.
   */
  explain(requestId: string): Promise<Decision | undefined>;
  /**
   * Evaluates a call without making it. Stores nothing but the result of due tasks.
   * @returns the decision, with a suggested `fix` if the call is denied and one was found
   * @throws the AWS error if the call fails before authorization
   */
  simulate(call: SimulatedCall): Promise<Decision>;
  /**
   * Evaluates every action on a key for every principal of the directory, and for every role session and service that
   * the key names. Cells have neither an encryption context nor a request context; an allow that depends on them is
   * conditional.
   */
  accessMatrix(keyArn: string): Promise<readonly AccessCell[]>;
  /**
   * Validates a draft key policy and previews its effect: findings, whether it locks out `caller`, the cells of the
   * access matrix that would change, and the results of `tests` under the stored policy and under the draft. Stores
   * nothing.
   */
  previewPolicy(keyArn: string, policy: string, options?: PreviewOptions): Promise<PolicyPreview>;
  /**
   * Like `previewPolicy`, without tests.
   * @param caller ARN of the principal that would call PutKeyPolicy
   */
  checkPolicy(keyArn: string, policy: string, caller?: string): Promise<PolicyCheck>;
  /** Returns every error for which the directory would refuse a policy document. Stores nothing. */
  validatePolicy(document: PolicyDocument, kind: DocumentKind): Promise<readonly PolicyFinding[]>;
  /**
   * Returns the text of a policy version that a decision names by its `policyRef` or the text of that. Undefined if it
   * does not exist. IAM documents are formatted.
   */
  policyVersion(policy: string | PolicyRef): Promise<string | undefined>;
  /** Returns the number of versions of a key policy, the current one included. Version 0 is the first. */
  policyVersions(keyArn: string): Promise<number>;
  /** The audit log. */
  readonly events: {
    /**
     * Queries the audit log, newest first. An index finds all filters but `text`, which compares events one by one.
     * @returns a page; if the search took long, the page after a full one can be empty
     * @throws {TypeError} for an invalid or unknown member of the query, by its name
     */
    query(query?: EventQuery, options?: EventQueryOptions): Promise<EventPage>;
    /**
     * Exports events as CloudTrail stores them in S3: log files, newest first, then the digest files of each account
     * and Region, oldest first. The first digest file of a Region creates its signing key. Files are made as they are
     * read, and reading can stop at any time.
     * @throws {TypeError} for an invalid or unknown option, by its name
     */
    export(options?: EventExport): AsyncIterable<ExportedFile>;
    /**
     * Validates log files and digest files with the public keys of the sandbox. The files can be damaged or made by
     * anyone: each fault is a result.
     * @throws {TypeError} if `files` is not an array of files
     */
    validate(files: readonly ArchiveFile[]): Promise<ValidationReport>;
  };
  /** Quotas, as Service Quotas shows them for AWS KMS. Each account has its own in each Region. */
  readonly quotas: {
    /**
     * Lists the request quotas with their levels, and the resource quotas.
     * @throws {TypeError} if the account does not exist
     */
    list(options?: QuotaListOptions): Promise<readonly QuotaView[]>;
    /**
     * Requests an increase. It is approved, and takes effect, after 30 minutes of simulated time.
     * @throws an error with a name of Service Quotas: NoSuchResourceException (no such quota), IllegalArgumentException
     *   (AWS does not increase the quota, or the value is not greater than the present one),
     *   ResourceAlreadyExistsException (a request is pending) or QuotaExceededException (20 are pending)
     */
    requestIncrease(increase: QuotaIncreaseInput): Promise<QuotaIncrease>;
  };
  /**
   * Faults: parts of the sandbox that fail as the real ones can. A fault lasts until it is cleared, or until the
   * sandbox is reset.
   */
  readonly faults: {
    /** Lists every fault, with its options if it is set. */
    list(): Promise<readonly FaultView[]>;
    /**
     * Sets a fault, or replaces its options.
     * @throws {TypeError} for an unknown fault or an invalid option, by its name
     */
    set<N extends FaultName>(name: N, options?: FaultOptions<N>): Promise<void>;
    /**
     * Clears a fault. Without a name, clears all.
     * @throws {TypeError} for an unknown fault
     */
    clear(name?: FaultName): Promise<void>;
  };
  /**
   * Simulated AWS CloudHSM clusters, which CloudHSM key stores use. They keep their keys in a database of their own:
   * the database of KMS holds no material of them.
   */
  readonly clusters: {
    /**
     * Lists the clusters of an account in a Region, oldest first. The first list of a place creates a cluster with two
     * HSMs there; the password of its kmsuser is `kmsPswd`.
     * @throws {TypeError} for a malformed option
     */
    list(query?: HsmClusterQuery): Promise<readonly HsmClusterView[]>;
    /**
     * Creates a cluster, possibly from the backup of another one.
     * @throws {TypeError} for a malformed option or an unknown cluster
     */
    create(cluster?: HsmClusterInput): Promise<HsmClusterView>;
    /**
     * Changes a cluster: its HSMs, subnets, security group, kmsuser or keys.
     * @throws {TypeError} for an unknown cluster or action, or if the cluster does not have what the change names
     */
    change(id: string, change: HsmClusterChange): Promise<HsmClusterView>;
    /** Deletes a cluster. Its backup remains: `create` with `backupOf` restores it under another ID. */
    remove(id: string): Promise<void>;
  };
  /**
   * Simulated external key managers, each behind a proxy that speaks the published XKS proxy API. External key stores
   * use them. They keep their keys in a database of their own. Every method rejects with TypeError for a proxy, key or
   * credential that does not exist.
   */
  readonly proxies: {
    /** Lists the proxies by ID. */
    list(): Promise<readonly ProxyView[]>;
    /**
     * Creates a proxy. Its policy allows every request.
     * @returns the proxy and its credential, whose secret cannot be read again
     * @throws {TypeError} if a proxy has the same endpoint and path, or the host name is not reserved for examples
     */
    create(proxy?: ProxyInput): Promise<NewProxy>;
    /** Changes the authorization policy, the external key managers or the VPC endpoint service of a proxy. */
    update(id: string, change: ProxyChange): Promise<ProxyView>;
    /** Deletes a proxy and its external keys. Ciphertexts of their KMS keys can never be decrypted again. */
    remove(id: string): Promise<void>;
    /** Creates another credential. A proxy has at most two. */
    createCredential(id: string): Promise<ProxyCredential>;
    removeCredential(id: string, accessKeyId: string): Promise<void>;
    /** Returns the newest requests to a proxy, newest first. */
    requests(id: string, options?: ProxyRequestOptions): Promise<readonly ProxyRequestRecord[]>;
    /** Lists the external keys of a proxy by ID. */
    keys(id: string): Promise<readonly ExternalKeyView[]>;
    createKey(id: string, key?: ExternalKeyInput): Promise<ExternalKeyView>;
    /** Changes the status or the usage of an external key. */
    updateKey(id: string, keyId: string, change: ExternalKeyChange): Promise<ExternalKeyView>;
    /** Rotates an external key: new material encrypts, and every earlier version still decrypts. */
    rotateKey(id: string, keyId: string): Promise<ExternalKeyView>;
    /** Deletes an external key. Ciphertexts of its KMS key can never be decrypted again. */
    removeKey(id: string, keyId: string): Promise<void>;
  };
  /** What the sandbox would cost on AWS. Amounts are integers in millionths of the currency. */
  readonly cost: {
    /**
     * Returns the cost of a month (UTC): its keys, their rotations, and the requests of the audit log.
     * @throws {TypeError} for an invalid or unknown member of the query, by its name
     */
    month(query?: MonthCostQuery, options?: MonthCostOptions): Promise<MonthCost>;
    /**
     * Returns the cost of a planned workload for a month of 730 hours.
     * @throws {TypeError} for an invalid or unknown member, by its name
     */
    estimate(workload: CostWorkload): Promise<CostEstimate>;
    /** Returns the list prices of AWS: a table to change and pass as `prices`. */
    prices(): Promise<PriceTable>;
  };
  /**
   * Records of services, such as those of `strongroom.services`, stored next to the keys: every tab and the service
   * worker see the same. `reset` deletes them, snapshots have them, seed documents and exports do not. Change notices
   * name the store `serviceRecords` and `<scope>|<name>`.
   */
  readonly serviceRecords: {
    /** Returns a record, or undefined. */
    get(record: ServiceRecordName): Promise<ServiceRecord | undefined>;
    /**
     * Lists the records of a scope by name.
     * @throws {TypeError} for a malformed member of the query, by its name
     */
    list(query: ServiceRecordQuery): Promise<ServiceRecordPage>;
    /**
     * Stores up to 100 changes in one transaction, all or none.
     * @throws {TypeError} for a malformed change, a value of more than 400,000 characters of JSON, or a body of more
     *   than 16 MiB
     */
    change(changes: ServiceRecordChanges): Promise<ServiceRecordOutcome>;
  };
  /** Finds a key ID, alias name or ARN in all accounts and Regions. */
  whereIs(keyId: string): Promise<readonly KeyLocation[]>;
  /** The keys of an account in a Region. */
  readonly keys: {
    /**
     * Lists the keys with their details, oldest first. Needs no permission, unlike ListKeys and DescribeKey, and
     * leaves no event.
     */
    list(account: string, region: string): Promise<readonly KeyListing[]>;
  };
  /** The custom key stores of an account in a Region. */
  readonly keyStores: {
    /**
     * Lists the custom key stores by name, as DescribeCustomKeyStores returns them. Needs no permission, and leaves no
     * event.
     */
    list(account: string, region: string): Promise<readonly CustomKeyStoresListEntry[]>;
  };
  /** Lists AWS owned keys, which AWS services create for their own use. AWS does not show them to customers. */
  awsOwnedKeys(): Promise<readonly AwsOwnedKeyView[]>;
  /**
   * Returns where the sandbox is stored. `problem`, present while storage fails, says what is wrong and what to do.
   * Never rejects because of storage.
   */
  storage(): Promise<StorageInfo>;
  /** Accepts that stored data is missing: calls work again, with what is left. Otherwise changes nothing. */
  continueWithStoredData(): Promise<void>;
  /** Custody of the material of a key: which of its forms exist. */
  readonly custody: {
    get(keyArn: string): Promise<CustodyView | undefined>;
    /**
     * Permanently deletes the wrapped copy of a key that also has native material.
     * @throws {TypeError} if the wrapped material is the only one
     */
    dropWrapped(keyArn: string): Promise<CustodyView>;
  };
  /** Returns, for each key spec, whether this browser supports it natively, as measured. */
  capabilities(): Promise<readonly Capability[]>;
}
