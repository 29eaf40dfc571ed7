import type { CampaignRole } from '../../core/access/roles.ts';
import { t, type Word } from '../ui/words.ts';

export const roleName = (role: CampaignRole): string => t(`role.${role}` satisfies Word);
export const roleDoes = (role: CampaignRole): string => t(`role.${role}.does` satisfies Word);
