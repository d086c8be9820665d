/** The texts of the pictures of labs: each catalogue in English and in German. */
import { TEXTS as ACTIVITY } from '../../../src/ui/activity/activity-texts.ts';
import { TEXTS as GERMAN_TIMELINE } from '../../../src/ui/activity/german-timeline-texts.ts';
import { TEXTS as GERMAN_CALLER } from '../../../src/ui/page/german-caller-texts.ts';
import { TEXTS as PAGE } from '../../../src/ui/page/page-texts.ts';
import { TEXTS as ALIAS_AND_TAG_ACCESS } from '../../../src/ui/pictures/alias-and-tag-access-texts.ts';
import { TEXTS as GERMAN_ALIAS_AND_TAG_ACCESS } from '../../../src/ui/pictures/german-alias-and-tag-access-texts.ts';
import { TEXTS as AUDIT_TIMELINE } from '../../../src/ui/pictures/audit-timeline-texts.ts';
import { TEXTS as GERMAN_AUDIT_TIMELINE } from '../../../src/ui/pictures/german-audit-timeline-texts.ts';
import { TEXTS as DATA_KEY_COPIES } from '../../../src/ui/pictures/data-key-copies-texts.ts';
import { TEXTS as GERMAN_DATA_KEY_COPIES } from '../../../src/ui/pictures/german-data-key-copies-texts.ts';
import { TEXTS as ENCRYPTION_CONTEXT } from '../../../src/ui/pictures/encryption-context-texts.ts';
import { TEXTS as GERMAN_ENCRYPTION_CONTEXT } from '../../../src/ui/pictures/german-encryption-context-texts.ts';
import { TEXTS as GRANT_TICKET } from '../../../src/ui/pictures/grant-ticket-texts.ts';
import { TEXTS as GERMAN_GRANT_TICKET } from '../../../src/ui/pictures/german-grant-ticket-texts.ts';
import { TEXTS as IMPORT_KEY_MATERIAL } from '../../../src/ui/pictures/import-key-material-texts.ts';
import { TEXTS as GERMAN_IMPORT_KEY_MATERIAL } from '../../../src/ui/pictures/german-import-key-material-texts.ts';
import { TEXTS as KEY_LIFECYCLE } from '../../../src/ui/pictures/key-lifecycle-texts.ts';
import { TEXTS as GERMAN_KEY_LIFECYCLE } from '../../../src/ui/pictures/german-key-lifecycle-texts.ts';
import { TEXTS as KEY_MATERIALS } from '../../../src/ui/pictures/key-materials-texts.ts';
import { TEXTS as GERMAN_KEY_MATERIALS } from '../../../src/ui/pictures/german-key-materials-texts.ts';
import { TEXTS as KEY_OWNERS } from '../../../src/ui/pictures/key-owners-texts.ts';
import { TEXTS as GERMAN_KEY_OWNERS } from '../../../src/ui/pictures/german-key-owners-texts.ts';
import { TEXTS as KEY_STORE_CABLE } from '../../../src/ui/pictures/key-store-cable-texts.ts';
import { TEXTS as GERMAN_KEY_STORE_CABLE } from '../../../src/ui/pictures/german-key-store-cable-texts.ts';
import { TEXTS as MULTI_REGION_MAP } from '../../../src/ui/pictures/multi-region-map-texts.ts';
import { TEXTS as GERMAN_MULTI_REGION_MAP } from '../../../src/ui/pictures/german-multi-region-map-texts.ts';
import { TEXTS as NESTED_ENVELOPES } from '../../../src/ui/pictures/nested-envelopes-texts.ts';
import { TEXTS as GERMAN_NESTED_ENVELOPES } from '../../../src/ui/pictures/german-nested-envelopes-texts.ts';
import { TEXTS as SHARED } from '../../../src/ui/pictures/pictures-texts.ts';
import { TEXTS as GERMAN_SHARED } from '../../../src/ui/pictures/german-pictures-texts.ts';
import { TEXTS as POLICY_DECISION } from '../../../src/ui/pictures/policy-decision-texts.ts';
import { TEXTS as GERMAN_POLICY_DECISION } from '../../../src/ui/pictures/german-policy-decision-texts.ts';
import { TEXTS as QUOTA_BUCKET } from '../../../src/ui/pictures/quota-bucket-texts.ts';
import { TEXTS as GERMAN_QUOTA_BUCKET } from '../../../src/ui/pictures/german-quota-bucket-texts.ts';
import { TEXTS as TENANT_ROWS } from '../../../src/ui/pictures/tenant-rows-texts.ts';
import { TEXTS as GERMAN_TENANT_ROWS } from '../../../src/ui/pictures/german-tenant-rows-texts.ts';

/** Rows of English and German. */
export const CATALOGUES: readonly (readonly [english: object, german: object])[] = [
  [ACTIVITY.timeline, GERMAN_TIMELINE],
  [PAGE.caller, GERMAN_CALLER],
  [ALIAS_AND_TAG_ACCESS, GERMAN_ALIAS_AND_TAG_ACCESS],
  [AUDIT_TIMELINE, GERMAN_AUDIT_TIMELINE],
  [DATA_KEY_COPIES, GERMAN_DATA_KEY_COPIES],
  [ENCRYPTION_CONTEXT, GERMAN_ENCRYPTION_CONTEXT],
  [GRANT_TICKET, GERMAN_GRANT_TICKET],
  [IMPORT_KEY_MATERIAL, GERMAN_IMPORT_KEY_MATERIAL],
  [KEY_LIFECYCLE, GERMAN_KEY_LIFECYCLE],
  [KEY_MATERIALS, GERMAN_KEY_MATERIALS],
  [KEY_OWNERS, GERMAN_KEY_OWNERS],
  [KEY_STORE_CABLE, GERMAN_KEY_STORE_CABLE],
  [MULTI_REGION_MAP, GERMAN_MULTI_REGION_MAP],
  [NESTED_ENVELOPES, GERMAN_NESTED_ENVELOPES],
  [SHARED, GERMAN_SHARED],
  [POLICY_DECISION, GERMAN_POLICY_DECISION],
  [QUOTA_BUCKET, GERMAN_QUOTA_BUCKET],
  [TENANT_ROWS, GERMAN_TENANT_ROWS],
];
