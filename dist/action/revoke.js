import { startStep } from '../program/measure.js'; await startStep('revoke');
