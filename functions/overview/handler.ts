import { taskHandler } from '../core/running/task.ts';
import { task } from './task.ts';

export const handler = taskHandler(task);
