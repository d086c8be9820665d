import { browserHome } from './browser-home.ts';
import { refusalsSuite } from './refusals-suite.ts';

refusalsSuite(browserHome);
