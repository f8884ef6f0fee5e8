/** The one workspace that there is unless the simulator is told of others. */
export const workspaceId = '5a3d1f6e-7c2b-4e8a-9d40-c1b2a3948576';
