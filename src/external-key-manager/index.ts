/** What the host loads when a proxy is first used. */
export { ExternalKeyManager } from './external-key-manager.ts';
export { createSimulatedNetwork } from './simulated-transport.ts';
