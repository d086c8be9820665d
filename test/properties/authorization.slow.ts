import { authorizationProperties } from './authorization-properties.ts';

authorizationProperties(20);
