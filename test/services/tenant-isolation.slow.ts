import { tenantProperties } from './tenant-properties.ts';

describe('tenants', () => {
  tenantProperties(400);
});
