import { browserHome } from './browser-home.ts';
import { interopSuite } from './interop-suite.ts';

interopSuite(browserHome);
