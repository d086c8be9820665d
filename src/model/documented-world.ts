/** Initial contents of a sandbox. Documented, so that programs can rely on them. */

/** The two initial accounts. */
export const DEFAULT_ACCOUNT = '111122223333';
export const SECOND_ACCOUNT = '444455556666';

/** Name of the user who calls by default, and of the role of the labs. */
export const ADMIN_USER = 'admin';
export const LEARNER_ROLE = 'Learner';

/**
 * Access key of `user/admin`: AWS's documented example credentials, valid nowhere else. Source:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html
 */
export const ADMIN_CREDENTIALS = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
} as const;
