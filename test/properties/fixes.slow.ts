import { fixesProperties } from './fixes-properties.ts';

fixesProperties(40);
