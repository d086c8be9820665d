/** The pictures that labs name. What a picture needs is loaded when it is shown. */
import type { PictureSource } from './picture-source.ts';

/** Reads what a picture draws. */
export type LoadPicture = (source: PictureSource) => Promise<unknown>;

interface PictureRow {
  /** Name of the element that draws it. It extends StrongPicture. */
  readonly element: string;
  /** Loads the code of the element, and of what it draws. */
  readonly load: () => Promise<LoadPicture>;
}

/** Rows by the name of the picture. */
export const PICTURES: Readonly<Record<string, PictureRow>> = {
  'alias-and-tag-access': {
    element: 'strong-alias-and-tag-access',
    load: async () => {
      const [{ loadAliasAndTagAccess }] = await Promise.all([
        import('./load-alias-and-tag-access.ts'),
        import('./strong-alias-and-tag-access.ts'),
      ]);
      return loadAliasAndTagAccess;
    },
  },
  'data-key-copies': {
    element: 'strong-data-key-copies',
    load: async () => {
      const [{ loadDataKeyCopies }] = await Promise.all([
        import('./load-data-key-copies.ts'),
        import('./strong-data-key-copies.ts'),
      ]);
      return loadDataKeyCopies;
    },
  },
  'encryption-context': {
    element: 'strong-encryption-context',
    load: async () => {
      const [{ loadEncryptionContext }] = await Promise.all([
        import('./load-encryption-context.ts'),
        import('./strong-encryption-context.ts'),
      ]);
      return loadEncryptionContext;
    },
  },
  'grant-ticket': {
    element: 'strong-grant-ticket',
    load: async () => {
      const [{ loadGrantTicket }] = await Promise.all([
        import('./load-grant-ticket.ts'),
        import('./strong-grant-ticket.ts'),
      ]);
      return loadGrantTicket;
    },
  },
  'key-owners': {
    element: 'strong-key-owners',
    load: async () => {
      const [{ loadKeyOwners }] = await Promise.all([import('./load-key-owners.ts'), import('./strong-key-owners.ts')]);
      return loadKeyOwners;
    },
  },
  'key-usages': {
    element: 'strong-key-usages',
    load: async () => {
      const [{ loadKeyUsages }] = await Promise.all([import('./load-key-usages.ts'), import('./strong-key-usages.ts')]);
      return loadKeyUsages;
    },
  },
  'nested-envelopes': {
    element: 'strong-nested-envelopes',
    load: async () => {
      const [{ loadNestedEnvelopes }] = await Promise.all([
        import('./load-nested-envelopes.ts'),
        import('./strong-nested-envelopes.ts'),
      ]);
      return loadNestedEnvelopes;
    },
  },
  'policy-decision': {
    element: 'strong-policy-decision',
    load: async () => {
      const [{ loadPolicyDecision }] = await Promise.all([
        import('./load-policy-decision.ts'),
        import('./strong-policy-decision.ts'),
      ]);
      return loadPolicyDecision;
    },
  },
  'tenant-rows': {
    element: 'strong-tenant-rows',
    load: async () => {
      const [{ loadTenantRows }] = await Promise.all([
        import('./load-tenant-rows.ts'),
        import('./strong-tenant-rows.ts'),
      ]);
      return loadTenantRows;
    },
  },
  'key-lifecycle': {
    element: 'strong-key-lifecycle',
    load: async () => {
      const [{ loadKeyLifecycle }] = await Promise.all([
        import('./load-key-lifecycle.ts'),
        import('./strong-key-lifecycle.ts'),
      ]);
      return loadKeyLifecycle;
    },
  },
  'key-materials': {
    element: 'strong-key-materials',
    load: async () => {
      const [{ loadKeyMaterials }] = await Promise.all([
        import('./load-key-materials.ts'),
        import('./strong-key-materials.ts'),
      ]);
      return loadKeyMaterials;
    },
  },
  'multi-region-map': {
    element: 'strong-multi-region-map',
    load: async () => {
      const [{ loadMultiRegionMap }] = await Promise.all([
        import('./load-multi-region-map.ts'),
        import('./strong-multi-region-map.ts'),
      ]);
      return loadMultiRegionMap;
    },
  },
  'import-key-material': {
    element: 'strong-import-key-material',
    load: async () => {
      const [{ loadImportKeyMaterial }] = await Promise.all([
        import('./load-import-key-material.ts'),
        import('./strong-import-key-material.ts'),
      ]);
      return loadImportKeyMaterial;
    },
  },
  'key-store-cable': {
    element: 'strong-key-store-cable',
    load: async () => {
      const [{ loadKeyStoreCable }] = await Promise.all([
        import('./load-key-store-cable.ts'),
        import('./strong-key-store-cable.ts'),
      ]);
      return loadKeyStoreCable;
    },
  },
  'quota-bucket': {
    element: 'strong-quota-bucket',
    load: async () => {
      const [{ loadQuotaBucket }] = await Promise.all([
        import('./load-quota-bucket.ts'),
        import('./strong-quota-bucket.ts'),
      ]);
      return loadQuotaBucket;
    },
  },
  'audit-timeline': {
    element: 'strong-audit-timeline',
    load: async () => {
      const [{ loadAuditTimeline }] = await Promise.all([
        import('./load-audit-timeline.ts'),
        import('./strong-audit-timeline.ts'),
      ]);
      return loadAuditTimeline;
    },
  },
};
