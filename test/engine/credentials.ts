import {
	ICredentialsHelper,
	NodeHelpers,
	type ICredentialDataDecryptedObject,
	type ICredentials,
	type ICredentialType,
	type IHttpRequestOptions,
	type INode,
	type INodeParameters,
	type INodeProperties,
	type IWorkflowExecuteAdditionalData,
	type INodeCredentialsDetails,
	type Workflow,
} from 'n8n-workflow';

/** An Autopilot API credential of an n8n that nobody calls. @param googleSheetsUrl where Google Sheets is, for ledgers there */
export const autopilotCredential = (googleSheetsUrl = ''): ICredentialDataDecryptedObject => ({
	baseUrl: 'http://127.0.0.1:1',
	apiKey: 'key',
	signingSecret: 'x'.repeat(32),
	googleSheetsUrl,
});

/** Types of n8n that reach the network through OAuth; a test gives them `oauthTokenData: { access_token }`. */
const OAUTH2_TYPES = new Set(['googleSheetsOAuth2Api']);

/** Credentials given as plain objects by type name, with `authenticate` of the pack's own credential classes applied. */
export class StaticCredentials extends ICredentialsHelper {
	private readonly types = new Map<string, ICredentialType>();

	constructor(
		private readonly data: Readonly<Record<string, ICredentialDataDecryptedObject>>,
		types: readonly ICredentialType[],
	) {
		super();
		for (const type of types) this.types.set(type.name, type);
	}

	getParentTypes(name: string): string[] {
		return OAUTH2_TYPES.has(name) ? ['googleOAuth2Api', 'oAuth2Api'] : [...(this.types.get(name)?.extends ?? [])];
	}

	isCredentialUsableByNode(): boolean {
		return true;
	}

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		request: IHttpRequestOptions,
		workflow?: Workflow,
		node?: INode,
	): Promise<IHttpRequestOptions> {
		const authenticate = this.types.get(typeName)?.authenticate;
		if (!authenticate) return request;
		if (typeof authenticate === 'function') return await authenticate(credentials, request);
		if (!workflow || !node) throw new Error(`No workflow to resolve the expressions of ${typeName} with`);
		const resolved = workflow.expression.getComplexParameterValue(
			node,
			authenticate.properties as INodeParameters,
			'internal',
			{ $credentials: credentials },
			undefined,
			{},
		) as Partial<Record<'headers' | 'qs' | 'body', Record<string, string>>>;
		return {
			...request,
			headers: { ...request.headers, ...resolved.headers },
			...(resolved.qs && { qs: { ...request.qs, ...resolved.qs } }),
		};
	}

	async preAuthentication(): Promise<undefined> {}

	async runPreAuthentication(): Promise<undefined> {}

	async getCredentials(): Promise<ICredentials> {
		throw new Error('Tests hold credentials in the clear');
	}

	async getDecrypted(
		_additionalData: IWorkflowExecuteAdditionalData,
		_details: INodeCredentialsDetails,
		type: string,
	): Promise<ICredentialDataDecryptedObject> {
		const data = this.data[type];
		if (!data) throw new Error(`No credential of type ${type} was given to the engine`);
		const defaults = NodeHelpers.getNodeParameters(this.getCredentialsProperties(type), {}, true, false, null, null);
		return { ...(defaults as ICredentialDataDecryptedObject | null), ...data };
	}

	async updateCredentials(): Promise<void> {}

	async updateCredentialsOauthTokenData(): Promise<void> {}

	getCredentialsProperties(type: string): INodeProperties[] {
		return this.types.get(type)?.properties ?? [];
	}
}
