import { html } from 'lit';
import { whole, wholeEach } from '../kit/whole.ts';

const OTHER_MATERIAL = 'To use different key material, create a new key and point the alias to it.';

/** Every text of the page of a key that is not of a tab of another feature. */
export const TEXTS = {
  page: {
    keys: 'Keys',
    keyId: 'Key ID',
    copied: 'the key ID',
    /** Title of the page for the window and the history: the key, and the tab unless it is the first. */
    title: (key: string, tab: string) => (tab ? `${key}: ${tab}` : key),
    openInPlayground: 'Open in Playground',
    tabs: 'Key details',
    tabNotLoaded: 'This tab could not be loaded. Strongroom may have been updated since you opened it.',
    /** The names of the tabs that the key does not have. */
    absentTabs: (tabs: readonly string[]) => `Not available for this key: ${tabs.join(', ')}`,
  },
  /** The menu of actions, and what is said after each. */
  actions: {
    menu: 'Key actions',
    names: {
      enable: 'Enable key',
      disable: 'Disable key',
      scheduleDeletion: 'Schedule key deletion…',
      cancelDeletion: 'Cancel key deletion',
      advance: 'Advance to that day',
    },
    enabled: 'Key enabled.',
    disabled: 'Key disabled.',
    deletionScheduled: 'Key deletion scheduled.',
    deletionCanceled: 'Key deletion canceled. The key is disabled.',
    deletionUndone: 'Key deletion canceled. The key is enabled again.',
    scheduledAgain: (days: string) => `Key deletion scheduled again, in ${days} days.`,
    advanced: 'Clock advanced. The key is deleted.',
  },
  pendingReplicas: {
    label: 'Pending replica deletion',
    text: (days: number, regions: readonly string[]) =>
      html`<b>This primary key is deleted ${days} days after its last replica.</b> Its waiting period starts when the
        replicas in ${wholeEach(regions)} are deleted, so schedule their deletion too. Until then, cryptographic
        operations with this key fail. If you cancel the deletion, the key becomes Disabled.`,
    open: 'View related keys',
  },
  pending: {
    label: 'Pending deletion',
    text: (date: string) =>
      html`<b>This key is deleted on ${date}</b> on the simulated clock. Until then, cryptographic operations with it
        fail. If you cancel the deletion, the key becomes Disabled. If you advance the clock to that day, the key is
        permanently deleted.`,
  },
  tabs: {
    general: 'General',
    state: 'State',
    dependents: 'Dependents',
    use: 'Use this key',
    policy: 'Key policy',
    grants: 'Grants',
    access: 'Access',
    aliases: 'Aliases',
    tags: 'Tags',
    material: 'Key material',
    rotation: 'Key rotation',
    regionality: 'Regionality',
    publicKey: 'Public key',
    activity: 'Activity',
  },
  notImported: 'Key material can be imported only into keys with Origin EXTERNAL.',
  /** Names of the members of a key. */
  facts: {
    arn: 'ARN',
    created: 'Creation date',
    deletion: 'Scheduled deletion date',
    spec: 'Key spec',
    usage: 'Key usage',
    origin: 'Origin',
    keyStore: 'Custom key store ID',
    cluster: 'CloudHSM cluster ID',
    algorithms: 'Algorithms',
    regionality: 'Regionality',
    materialId: 'Key material ID',
    custody: 'Custody',
  },

  regionality: {
    single: 'The key was created as a single-Region key, which cannot have replicas in other Regions.',
    types: { PRIMARY: 'Multi-Region primary key', REPLICA: 'Multi-Region replica key' },
    singleRegion: 'Single-Region key',
  },

  general: {
    copied: 'the ARN',
    deletion: (date: string, settings: string) =>
      html`${date} on the simulated clock (<a href=${settings}>advance clock</a>)`,
    browserSupport: 'View browser support and custody settings',
    awsManaged: html`<b>AWS managed key.</b> An AWS service created this key in your account and uses it on your behalf.
      You cannot change its description, key policy, tags, aliases or rotation, and you cannot disable or delete it.`,
    description: 'Description',
    saveDescription: 'Save description',
    descriptionSaved: 'Description saved.',
    descriptionRestored: 'Previous description restored.',
    state: 'Key state',
    causes: (state: string) => html`<a href=${state}>View what fails in each key state</a>`,
    enabled: 'The key is available for cryptographic operations.',
    disabled: 'Cryptographic operations fail until you enable the key.',
    pendingImport: 'The key has no key material. Cryptographic operations fail until you import it.',
    unavailable: 'The key store of the key is not connected. Cryptographic operations fail until it is.',
    pendingDeletion:
      'The key is pending deletion. Cryptographic operations fail. If you cancel the deletion, the key becomes Disabled; enable it to use it again.',
    pendingReplicaDeletion:
      'The key is pending replica deletion. Cryptographic operations with it fail. Its waiting period starts when its last replica is deleted.',
    creating: 'KMS is creating this replica. It is available in a few seconds on the simulated clock.',
    updating:
      'The primary Region changes. Cryptographic operations work; the state and replicas of the key can be changed in a few seconds on the simulated clock.',
    copyDeleted: 'Wrapped copy deleted. The key now has native custody.',
  },

  deletion: {
    title: 'Schedule key deletion?',
    effect:
      'After the waiting period, the key is permanently deleted. Data encrypted under it cannot be decrypted. Until then, cryptographic operations with the key fail, and you can cancel the deletion.',
    /** What the deletion affects. */
    effects: {
      aliases: 'Aliases deleted with the key',
      grants: 'Grants deleted with the key',
      lastUse: 'Last used',
      files: 'Files that become unreadable',
    },
    /** The key has related keys in other Regions. */
    primary: (regions: readonly string[]) =>
      html`<b>This primary key has replicas in ${wholeEach(regions)}.</b> It is not deleted before them: its waiting
        period starts when its last replica is deleted. Replicas that you do not delete still decrypt its ciphertexts.`,
    related: (regions: readonly string[]) =>
      html`<b>This key has related keys in ${wholeEach(regions)}.</b> They share its key material, and still decrypt its
        ciphertexts. The key material is deleted with the last of them.`,
    none: 'None',
    never: 'Never',
    grants: (count: string, isMinimum: boolean) => (isMinimum ? `${count} or more` : count),
    /** What the caller is not allowed to know. `error` is the name of the error. */
    refused: (error: string) => `Not known: ${error}`,
    otherFiles: 'This row has only the file that Home keeps. Other files under this key become unreadable too.',
    days: 'Waiting period in days (7 to 30)',
    confirm: 'I confirm that I want to schedule this key for deletion after the waiting period',
    schedule: 'Schedule deletion',
  },

  custody: {
    /** The name of the custody class. */
    name: (name: string) => `${name}.`,
    deleteCopy: 'Delete wrapped copy…',
    dialog: {
      title: 'Delete wrapped copy?',
      keeps: 'The native key stays available. Existing signatures and ciphertexts stay valid.',
      disables: 'This permanently disables:',
      disabled: (use: string) => `${use}. The call will return UnsupportedOperationException. It works on AWS.`,
      disablesNothing: 'All operations of this key keep working: the browser supports them natively.',
      effect:
        'After deletion, scripts of this origin can no longer read the key material. The browser may keep the deleted copy in its profile files for some time. You cannot undo this. To get a key with a wrapped copy, create a new key.',
      confirm: 'I understand that the wrapped copy is permanently deleted',
      delete: 'Delete wrapped copy',
    },
  },

  aliases: {
    none: 'No aliases. An alias is a friendly name that you can use instead of the key ID.',
    delete: (alias: string) => `Delete ${alias}`,
    /** What breaks, and what does not. */
    deleteHint:
      'Deleting an alias does not affect the key. Programs that name the alias fail with NotFoundException until it ' +
      'exists again.',
    deleted: (alias: string) => `${alias} deleted. Programs that name it now fail. The key is not affected.`,
    restored: (alias: string) => `${alias} points to this key again.`,
    removed: (alias: string) => `${alias} deleted again.`,
    movedBack: (alias: string) => `${alias} points to its previous key again.`,
    invalid: 'Use 1 to 250 letters, digits and - / _ after alias/.',
    reserved: 'Names that start with alias/aws/ are reserved for AWS services.',
    label: 'New alias',
    example: 'alias/app',
    create: 'Create alias',
    created: (alias: string) => `${alias} now points to this key.`,
    move: (alias: string) => `Move ${alias} to this key`,
  },

  tags: {
    label: 'Tags',
    save: 'Save tags',
    saved: 'Tags saved.',
    restored: 'Previous tags restored.',
    hint: 'Do not store sensitive data in tags. Tags appear in plaintext in the audit log.',
  },

  rotation: {
    automatic: 'Automatic rotation',
    onDemand: 'On-demand rotation',
    material: 'Key material',
    materialHint:
      'Rotation does not change the key ID, ARN, aliases or key policy. KMS keeps all previous key material and automatically uses the correct material to decrypt, so you do not need to re-encrypt data.',
    enabled: (days: string, next: string, settings: string) =>
      html`<b>Enabled</b>, every ${days} days. Next rotation: <b>${next}</b> on the simulated clock (<a href=${settings}
          >advance clock</a
        >).`,
    disabled: html`<b>Disabled.</b> The key material changes only when you rotate the key on demand.`,
    awsManaged: 'AWS managed keys rotate automatically every year. You cannot change this schedule.',
    awsManagedOnDemand: 'You cannot rotate AWS managed keys on demand.',
    period: (min: string, max: string) => `Rotation period in days (${min} to ${max})`,
    periodStartsWhenEnabled: 'The rotation period starts when you enable rotation.',
    newPeriodStartsNow: 'A new rotation period starts on the current simulated date.',
    savePeriod: 'Save rotation period',
    enable: 'Enable rotation',
    disable: 'Disable rotation',
    rotationEnabled: (days: string) => `Automatic rotation enabled, every ${days} days.`,
    rotationDisabled: 'Automatic rotation disabled.',
    enabledAgain: (days: string) => `Automatic rotation enabled again, every ${days} days from now.`,
    onDemandHint: (quota: number, used: number) =>
      html`Creates new key material immediately. The automatic rotation schedule does not change. Each key supports
        ${quota} on-demand rotations: <b>${used} used, ${quota - used} remaining</b>.`,
    rotate: 'Rotate key now',
    rotated: 'Key rotated.',
    /** `state` in lower case. */
    refused: (state: string) => `The key is ${state}. It does not rotate, and you cannot change its rotation.`,
    refusedPendingDeletion: (state: string) =>
      `The key is ${state}. It does not rotate, and you cannot change its rotation. The rotation setting is kept in case you cancel the deletion.`,
    replica: (region: string) =>
      html`This is a replica key. Its rotation is the one of its primary key in ${whole(region)}, and is changed there.`,
    /** Why a key cannot be rotated. */
    asymmetric: `Asymmetric keys cannot be rotated: new key material would have a different public key. ${OTHER_MATERIAL}`,
    hmac: `HMAC keys cannot be rotated. ${OTHER_MATERIAL}`,
    imported:
      'KMS did not generate the material of this key and cannot rotate it automatically. Import new key material, then rotate on demand.',
    customKeyStore: `Keys in a custom key store cannot be rotated. ${OTHER_MATERIAL}`,
    externalKeyStore: `KMS does not rotate keys in an external key store. The external key manager does. ${OTHER_MATERIAL}`,
  },

  materials: {
    caption: 'Key material, newest first',
    columns: { number: 'Number', id: 'Key material ID', state: 'State', date: 'Date', type: 'Rotation type' },
    copied: (number: number) => `the ID of key material ${number}`,
    states: {
      CURRENT: { name: 'Current', does: 'used to encrypt and decrypt' },
      NON_CURRENT: { name: 'Non-current', does: 'used only to decrypt' },
      PENDING_ROTATION: { name: 'Pending rotation', does: 'becomes current after an on-demand rotation' },
      PENDING_MULTI_REGION_IMPORT_AND_ROTATION: {
        name: 'Pending import and rotation',
        does: 'not yet imported in every replica Region',
      },
    },
    types: { AUTOMATIC: 'Automatic', ON_DEMAND: 'On demand' },
    notRotated: 'not yet rotated',
    pending: 'Pending',
    initial: 'Initial key material',
  },

  publicKey: {
    noneHmac: 'An HMAC key has no public key.',
    noneSymmetric: 'A symmetric encryption key has no public key.',
    outside: 'You can use the public key outside KMS.',
    /** What anyone with the public key can do, and what only KMS can do. */
    uses: {
      SIGN_VERIFY:
        'Anyone who has it can verify signatures without credentials and without an event in the audit log. Only KMS can sign.',
      ENCRYPT_DECRYPT:
        'Anyone who has it can encrypt data under it without credentials and without an event in the audit log. Only KMS can decrypt. Record the encryption algorithm: the ciphertext does not contain it.',
      KEY_AGREEMENT:
        'Anyone who has it can derive the same shared secret as DeriveSharedSecret with their own private key, without credentials and without an event in the audit log. Only KMS can use the private key of this KMS key.',
      ENCAPSULATE_DECAPSULATE:
        'Anyone who has it can establish a new shared secret without credentials and without an event in the audit log. Only KMS can decapsulate it.',
    },
    copies: 'Disabling or deleting the KMS key does not affect downloaded copies of the public key.',
    pem: 'PEM',
    der: 'DER (SubjectPublicKeyInfo)',
    copiedPem: 'the public key as PEM',
    shownPem: 'Public key as PEM',
    bytes: 'the public key',
    downloadPem: 'Download PEM',
    downloadDer: 'Download DER',
  },
};
