//! What of an ID token is believed.

use config::MfaClaim;
use openidconnect::{
    ClaimsVerificationError, Nonce, SignatureVerificationError,
    core::{CoreIdToken, CoreIdTokenClaims, CoreJwsSigningAlgorithm, CoreProviderMetadata},
};

use crate::Client;

/// The claims, when signature, issuer, audience, nonce and time are right.
pub(crate) fn claims(
    client: &Client,
    metadata: &CoreProviderMetadata,
    token: &CoreIdToken,
    nonce: &Nonce,
) -> Result<CoreIdTokenClaims, ClaimsVerificationError> {
    let verifier = client
        .id_token_verifier()
        .set_allowed_algs(allowed(metadata));
    token.claims(&verifier, nonce).cloned()
}

/// The algorithms of the provider that we believe.
pub(crate) fn allowed(
    metadata: &CoreProviderMetadata,
) -> impl Iterator<Item = CoreJwsSigningAlgorithm> {
    let supported = metadata.id_token_signing_alg_values_supported();
    supported
        .iter()
        .filter(|its| is_by_public_key(its))
        .cloned()
}

/// A token made with the client's secret could be made by everybody who has it, and "none" by anybody.
fn is_by_public_key(algorithm: &CoreJwsSigningAlgorithm) -> bool {
    use CoreJwsSigningAlgorithm as Known;
    matches!(
        algorithm,
        Known::RsaSsaPkcs1V15Sha256
            | Known::RsaSsaPkcs1V15Sha384
            | Known::RsaSsaPkcs1V15Sha512
            | Known::RsaSsaPssSha256
            | Known::RsaSsaPssSha384
            | Known::RsaSsaPssSha512
            | Known::EcdsaP256Sha256
            | Known::EcdsaP384Sha384
            | Known::EdDsa
    )
}

/// Whether the token names a key that is not among those we have.
pub(crate) fn is_unknown_key(error: &ClaimsVerificationError) -> bool {
    matches!(
        error,
        ClaimsVerificationError::SignatureVerification(SignatureVerificationError::NoMatchingKey)
    )
}

/// Whether the provider says, in the words of the configuration, that it took a second factor.
pub(crate) fn has_second_factor(claims: &CoreIdTokenClaims, wanted: Option<&MfaClaim>) -> bool {
    match wanted {
        None => false,
        Some(MfaClaim::Amr(word)) => claims
            .auth_method_refs()
            .is_some_and(|methods| methods.iter().any(|method| method.as_str() == word)),
        Some(MfaClaim::Acr(word)) => claims
            .auth_context_ref()
            .is_some_and(|level| level.as_str() == word),
    }
}
