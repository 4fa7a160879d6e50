"""Keys of config.json files that change neither what a model weighs nor what it caches or computes."""

from advisor.catalogue.huggingface.key_names import keys

NEUTRAL = keys(
    """architectures auto_map model_type transformers_version torch_dtype dtype use_cache name_or_path
    id2label label2id problem_type task_specific_params tokenizer_class processor_class return_dict
    output_attentions output_hidden_states attn_implementation torchscript pruned_heads is_encoder_decoder
    is_decoder add_cross_attention cross_attention_hidden_size tie_encoder_decoder chunk_size_feed_forward
    return_dict_in_generate use_bfloat16 tf_legacy_loss bad_words_ids begin_suppress_tokens
    suppress_tokens remove_invalid_values prefix finetuning_task keys_to_ignore_at_inference
    fp32_residual_connection bos_token_id eos_token_id pad_token_id cls_token_id sep_token_id unk_token_id
    mask_token_id decoder_start_token_id forced_bos_token_id forced_eos_token_id im_start_id im_end_id
    image_token_id video_token_id audio_token_id image_token_index video_token_index image_start_token_id
    image_end_token_id vision_start_token_id vision_end_token_id media_placeholder_token_id boi_token_id
    eoi_token_id initializer_range initializer_factor init_std mup rms_norm_eps layer_norm_eps
    layer_norm_epsilon norm_eps norm_epsilon attention_dropout attn_pdrop embd_pdrop resid_pdrop
    hidden_dropout hidden_dropout_prob dropout embedding_dropout classifier_dropout use_dropout
    residual_in_fp32 fp32_lm_head hidden_act hidden_activation mlp_hidden_act mamba_hidden_act
    activation_function swiglu_limit swiglu_limits swiglu_limits_shared swiglu_alpha activation_situ_beta
    activation_situ_linear_beta linear_lower_bound moe_router_activation_func rope_theta rope_scaling
    rope_parameters rope_interleave indexer_rope_interleave rotary_dim rotary_emb_base
    rope_local_base_freq partial_rotary_factor partial_rotary_factors original_max_position_embeddings
    initial_context_length compress_rope_theta swa_rope_theta rope_type rotary_pct yarn_only_types
    rope_layers no_rope_layers no_rope_layer_interval use_rope_layers position_embedding_type
    mrope_section max_window_layers max_sequence_length model_max_length seq_length qk_rope_scaling
    rope_ratio scoring_func topk_method norm_topk_prob n_group topk_group routed_scaling_factor
    moe_renormalize num_expert_group use_grouped_topk moe_router_scaling_factor router_scaling_factor
    moe_router_use_sigmoid moe_router_topk_scaling_factor score_function moe_router_enable_expert_bias
    norm_expert_weight output_router_logits router_aux_loss_coef aux_loss_alpha seq_aux
    router_jitter_noise router_z_loss_coef moe_aux_loss_coef moe_z_loss_coef moe_norm_min moe_use_aux_free
    moe_capacity moe_gate moe_dropless ep_size expert_parallel expert_parallel_degree pretraining_tp
    tensor_parallel_degree sequence_parallel moe_shared_expert_overlap need_fp32_gate moe_router_dtype
    moe_router_fp32 use_mamba_kernels mamba_ssm_dtype time_step_min time_step_max time_step_floor
    time_step_limit time_step_rank rescale_prenorm_residual chunk_size mamba_chunk_size
    mamba_ssm_cache_dtype num_logits_to_keep attn_temperature_tuning attn_scale floor_scale
    query_pre_attn_scalar attention_multiplier attn_logit_softcapping final_logit_softcapping
    logits_scaling residual_multiplier embedding_multiplier attention_value_scale for_llm_compressor
    use_bidirectional_attention cache_implementation hc_eps hc_sinkhorn_iters hc_magnitude
    learnable_sink_init index_share_for_mtp_iteration index_kpool_always_select_tail
    layernorm_full_attention_alpha layernorm_full_attention_beta layernorm_linear_attention_alpha
    layernorm_linear_attention_beta layernorm_mlp_alpha layernorm_mlp_beta postnorm full_attn_alpha_factor
    full_attn_beta_factor linear_attn_alpha_factor linear_attn_beta_factor mlp_alpha_factor
    mlp_beta_factor block_size layernorm_epsilon encoder_no_repeat_ngram_size no_repeat_ngram_size
    num_beam_groups num_beams top_k top_p typical_p diversity_penalty length_penalty repetition_penalty
    early_stopping do_sample max_length min_length num_return_sequences exponential_decay_length_penalty
    temperature output_scores output_gate_type use_mrope rope_parameters_swa vision_config audio_config
    visual_config vision_tower_config mm_tokens_per_image projector_bias vision_feature_layer
    vision_feature_select_strategy spatial_merge_size multimodal_projector_bias"""
)
"""Training settings, tokens, rotary positions, routing arithmetic, scales, other towers. Vision and audio
towers weigh something; they are left out of every count, as publishers' text counts leave them out."""
